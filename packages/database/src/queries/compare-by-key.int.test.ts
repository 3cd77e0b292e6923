import { testDatabase, type TestDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { connectDatabase, type Database } from '../connect-database.ts';
import { dropOldVersions } from '../publish/drop-old-versions.ts';
import { grantAccess } from '../roles/grant-access.ts';
import { addJob, forgetEverything, PLANT_TABLES, PLANTS, publishPlants } from '../testing/plants.ts';
import { sqlState } from '../transient.ts';
import { versionTable } from '../versions/table-names.ts';
import { compareByKey } from './compare-by-key.ts';

const [PLANT, PLANT_USE] = PLANT_TABLES as [(typeof PLANT_TABLES)[0], (typeof PLANT_TABLES)[0]];

let own: TestDatabase;
let loader: Database;
let gateway: Database;

beforeAll(async () => {
  own = await testDatabase();
  const as = (role: 'loader' | 'gateway') =>
    connectDatabase({
      url: own.roleUrls[role],
      ...{ applicationName: role, poolSize: 3, log: { warn: () => undefined } },
    });
  [loader, gateway] = [as('loader'), as('gateway')];
  return async () => {
    await loader.close();
    await gateway.close();
    await own.close();
  };
});
beforeEach(() => forgetEverything(own.database));

const compare = (from: number, to: number, table = PLANT) =>
  compareByKey(gateway, table, { from, to, timeoutMs: 5_000 });

test('says how many keys came, went, and have other values', async () => {
  const from = await publishPlants(loader, ['fern', 'ivy', 'moss']);
  const to = await publishPlants(loader, ['ivy', 'kelp', 'moss', 'oak']);
  await loader.pool.query(`UPDATE ${versionTable('plant', to)} SET name = NULL WHERE code = 'moss'`);
  // Where the record stood in its source is no difference.
  await loader.pool.query(`UPDATE ${versionTable('plant', to)} SET source_line = 99`);
  expect(await compare(from, to)).toEqual({ added: 2, removed: 1, changed: 1 });
  expect(await compare(to, from)).toEqual({ added: 1, removed: 2, changed: 1 });
  expect(await compare(to, to)).toEqual({ added: 0, removed: 0, changed: 0 });
});

test('a table without a primary key, one that is dropped, and one of another time are not compared', async () => {
  const from = await publishPlants(loader, ['fern']);
  const to = await publishPlants(loader, ['fern']);
  expect(await compare(from, to, PLANT_USE)).toBeUndefined();
  await own.database.pool.query(`REVOKE SELECT ON ${versionTable('plant', from)} FROM regpipe_gateway`);
  expect(await compare(from, to)).toBeUndefined();
  // As ./run migrate --roles does for what was published before.
  await grantAccess(own.database.pool);
  expect(await compare(from, to)).toEqual({ added: 0, removed: 0, changed: 0 });
  await dropOldVersions(loader, PLANTS, PLANT_TABLES, 1);
  expect(await compare(from, to)).toBeUndefined();
});

test('what is not published yet is closed to the gateway', async () => {
  const version = await addJob(loader);
  await grantAccess(own.database.pool);
  const reading = gateway.pool.query(`SELECT FROM ${versionTable('plant', version)}`);
  expect(await reading.then(() => 'allowed', sqlState)).toBe('42501');
});

test('a version that is being dropped is not waited for', async () => {
  const from = await publishPlants(loader, ['fern']);
  const to = await publishPlants(loader, ['fern']);
  const dropping = await loader.pool.connect();
  await dropping.query(`BEGIN; DROP TABLE ${versionTable('plant', from)} CASCADE`);
  expect(await compare(from, to)).toBeUndefined();
  await dropping.query('ROLLBACK');
  dropping.release();
});

test('neither a publication nor a rollback waits for a comparison', async () => {
  await publishPlants(loader, ['fern']);
  const to = await publishPlants(loader, ['fern']);
  const reading = await gateway.pool.connect();
  await reading.query(`BEGIN; SELECT FROM ${versionTable('plant', to)}`);
  await publishPlants(loader, ['moss']);
  await reading.query('COMMIT');
  reading.release();
});
