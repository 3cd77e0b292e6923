import type { MergeDefinition, TableDefinition } from '@regpipe/contracts';
import { testDatabase, type TestDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { connectDatabase, type Database } from '../connect-database.ts';
import { migrateWithRoles } from '../migrate.ts';
import { sqlState } from '../transient.ts';
import { ensureLiveTables } from './ensure-live-tables.ts';

const log = { warn: () => undefined };

const gardeners: TableDefinition = {
  name: 'gardener',
  columns: [{ name: 'id', sql: 'text' }],
  written: [],
  primaryKey: ['id'],
};
const harvests: TableDefinition = {
  name: 'harvest',
  columns: [
    { name: 'gardener', sql: 'text NOT NULL' },
    { name: 'apples', sql: 'bigint NOT NULL DEFAULT 0' },
  ],
  written: [],
  primaryKey: ['gardener'],
  references: { columns: ['gardener'], table: 'gardener', foreign: ['id'] },
};
const merge: MergeDefinition = {
  table: 'harvest',
  stamps: [],
  liveTables: [gardeners, harvests],
  maxConcurrency: 5,
  toleratedFailurePercentage: 5,
  fatalRejects: [],
};

let own: TestDatabase;
let loader: Database;
let gateway: Database;

beforeAll(async () => {
  own = await testDatabase();
  const as = (role: 'loader' | 'gateway') =>
    connectDatabase({ url: own.roleUrls[role], applicationName: `test-${role}`, poolSize: 4, log });
  [loader, gateway] = [as('loader'), as('gateway')];
  return async () => {
    for (const database of [loader, gateway]) await database.close();
    await own.close();
  };
});

beforeEach(() => own.database.pool.query('DROP TABLE IF EXISTS public.harvest, public.gardener'));

const refusal = (database: Database, statement: string) =>
  database.pool.query(statement).then(() => 'allowed', sqlState);

test('loaders that start at once make the tables once, with their keys', async () => {
  await Promise.all(Array.from({ length: 4 }, () => ensureLiveTables(loader, merge)));
  await loader.pool.query(
    `INSERT INTO public.gardener VALUES ('eve'); INSERT INTO public.harvest VALUES ('eve', 3)`,
  );
  expect(await refusal(loader, `INSERT INTO public.harvest VALUES ('eve', 4)`)).toBe('23505');
  expect(await refusal(loader, `INSERT INTO public.harvest VALUES ('adam', 4)`)).toBe('23503');
});

test('the gateway reads what is merged, and not what the rows refer to', async () => {
  await ensureLiveTables(loader, merge);
  expect(await refusal(gateway, 'SELECT FROM public.harvest')).toBe('allowed');
  expect(await refusal(gateway, 'SELECT FROM public.gardener')).toBe('42501');
  expect(await refusal(gateway, 'DELETE FROM public.harvest')).toBe('42501');
});

test('tables that are there are taken as they are, whoever owns them', async () => {
  await own.database.pool.query(`CREATE TABLE public.gardener (id text PRIMARY KEY, roses integer);
    INSERT INTO public.gardener VALUES ('eve', 2); GRANT SELECT, REFERENCES ON public.gardener TO regpipe_loader;
    GRANT SELECT ON public.gardener TO regpipe_gateway`);
  await ensureLiveTables(loader, merge);
  expect((await own.database.pool.query('SELECT * FROM public.gardener')).rows).toEqual([
    { id: 'eve', roses: 2 },
  ]);
  // Who may read it is for its owner to say.
  expect(await refusal(gateway, 'SELECT FROM public.gardener')).toBe('allowed');
});

test('tables that one role has made for all go over to the loader', async () => {
  await ensureLiveTables(own.database, merge);
  await migrateWithRoles(own.database, {});
  await ensureLiveTables(loader, merge);
  expect(await refusal(loader, `INSERT INTO public.gardener VALUES ('eve')`)).toBe('allowed');
  expect(await refusal(gateway, 'SELECT FROM public.harvest')).toBe('allowed');
  expect(await refusal(gateway, 'SELECT FROM public.gardener')).toBe('42501');
});
