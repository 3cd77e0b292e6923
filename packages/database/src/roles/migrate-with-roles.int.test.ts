import { testDatabase, type TestDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, inject, test } from 'vitest';

import { connectDatabase, type Database } from '../connect-database.ts';
import { ensureSchema } from '../ensure-schema.ts';
import { migrate, migrateWithRoles } from '../migrate.ts';
import { liveCodes, PLANT_TABLES, PLANTS, publishPlants } from '../testing/plants.ts';
import { rollBack } from '../publish/roll-back.ts';
import { ROLES } from './role-names.ts';

const log = { warn: () => undefined };
/** All that migrations make, but for the table of the migrations itself. */
const UNDO_MIGRATIONS =
  'DELETE FROM public.regpipe_migration WHERE version > 0; DROP SCHEMA etl, regpipe CASCADE; DROP TABLE public.command_record';

let own: TestDatabase;
let name: string;
const opened: Database[] = [];

beforeAll(async () => {
  own = await testDatabase();
  return () => own.close();
});

/** An empty database of each test's own. */
beforeEach(async () => {
  name = `roles_${Date.now().toString(36)}`;
  await own.database.pool.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  return async () => {
    for (const database of opened.splice(0)) await database.close();
    await own.database.pool.query(`DROP DATABASE ${name}`);
  };
});

function connect(url = own.url): Database {
  const there = new URL(url);
  there.pathname = name;
  const database = connectDatabase({ url: there.href, applicationName: 'test', poolSize: 3, log });
  opened.push(database);
  return database;
}

const passwords = () => inject('rolePasswords');

async function owners(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(
    `SELECT DISTINCT format('%s %s', relnamespace::regnamespace, relowner::regrole) AS line
       FROM pg_class WHERE relkind IN ('r', 'v') AND relnamespace IN ('etl'::regnamespace, 'regpipe'::regnamespace,
                                                                      'public'::regnamespace)
      ORDER BY 1`,
  );
  return rows.map((row) => row.line);
}

test('an empty database belongs to the migrator afterwards, who migrates it from then on', async () => {
  await migrateWithRoles(connect(), passwords());
  expect(await owners(connect())).toEqual([`etl ${ROLES.migrator}`, `public ${ROLES.migrator}`]);
  await migrate(connect(own.roleUrls.migrator));
  await ensureSchema(connect(own.roleUrls.gateway), { mode: 'auto', log, patienceMs: 0 });
});

test('what an administrator migrates later belongs to the migrator, too', async () => {
  await migrateWithRoles(connect(), passwords());
  await connect().pool.query(UNDO_MIGRATIONS);
  await migrateWithRoles(connect(), {});
  expect(await owners(connect())).toEqual([`etl ${ROLES.migrator}`, `public ${ROLES.migrator}`]);
});

test('a database that one role has used goes on under the roles, and analysts keep what they have', async () => {
  const single = connect();
  await migrate(single);
  await publishPlants(single, ['fern']);
  await publishPlants(single, ['fern', 'moss']);
  await single.pool.query('CREATE VIEW public.green AS SELECT code FROM public.plant');
  // With the number of a version that is published.
  const { rows } = await single.pool.query<{ version: number }>(
    'SELECT max(version) AS version FROM etl.publication',
  );
  const record = `regpipe.notification_record_v${rows[0]?.version ?? 0}`;
  await single.pool.query(
    `CREATE TABLE ${record} (transaction_id text);
     CREATE FUNCTION regpipe.notification_count_v1() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
     CREATE VIEW public.notification_record AS SELECT transaction_id FROM ${record}`,
  );
  const [before] = await owners(single);

  await migrateWithRoles(single, passwords());
  await migrateWithRoles(single, {});

  const admin = before?.split(' ')[1] ?? '';
  expect(await owners(single)).toEqual([
    `etl ${ROLES.migrator}`,
    `public ${admin}`,
    `public ${ROLES.loader}`,
    `public ${ROLES.migrator}`,
    `public ${ROLES.projector}`,
    `regpipe ${ROLES.loader}`,
    `regpipe ${ROLES.projector}`,
  ]);
  await connect(own.roleUrls.projector).pool.query(
    `CREATE OR REPLACE FUNCTION regpipe.notification_count_v1() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'`,
  );
  await connect(own.roleUrls.query).pool.query('SELECT FROM public.notification_record');
  const loader = connect(own.roleUrls.loader);
  const gateway = connect(own.roleUrls.gateway);
  expect(await liveCodes(gateway)).toEqual(['fern', 'moss']);
  await expect(gateway.pool.query(`SELECT FROM ${record}`)).rejects.toThrow('permission denied');
  await rollBack(loader, PLANTS, PLANT_TABLES, 500);
  expect(await liveCodes(gateway)).toEqual(['fern']);
  await publishPlants(loader, ['ivy']);
  expect((await single.pool.query('SELECT code FROM public.green')).rows).toEqual([{ code: 'ivy' }]);
});

test('processes that migrate at once, with roles and without, all find it done', async () => {
  await migrateWithRoles(connect(), passwords());
  await connect().pool.query(UNDO_MIGRATIONS);
  const migrator = own.roleUrls.migrator;
  await Promise.all([
    migrateWithRoles(connect(), passwords()),
    migrate(connect(migrator)),
    ensureSchema(connect(migrator), { mode: 'auto', log }),
    ensureSchema(connect(own.roleUrls.loader), { mode: 'auto', log }),
    ensureSchema(connect(own.roleUrls.gateway), { mode: 'off', log }),
  ]);
  const { rows } = await connect().pool.query<{ version: number }>(
    'SELECT version FROM public.regpipe_migration ORDER BY version',
  );
  expect(rows.map((row) => row.version)).toEqual(rows.map((_, index) => index));
  await publishPlants(connect(own.roleUrls.loader), ['fern']);
  expect(await liveCodes(connect(own.roleUrls.gateway))).toEqual(['fern']);
});

test('an administrator need not be a superuser', async () => {
  await own.database.pool.query(
    `DROP ROLE IF EXISTS ops; CREATE ROLE ops LOGIN CREATEROLE PASSWORD 'ops-password'; ALTER DATABASE ${name} OWNER TO ops`,
  );
  // As PostgreSQL has it from 16 on for roles that ops has created. Before, CREATEROLE was enough.
  await own.database.pool.query(`DO $$ BEGIN
    IF current_setting('server_version_num')::int >= 160000 THEN
      EXECUTE 'GRANT ${Object.values(ROLES).join(', ')} TO ops WITH ADMIN TRUE, SET FALSE, INHERIT FALSE';
    END IF;
  END $$`);
  const url = new URL(own.url);
  [url.username, url.password] = ['ops', 'ops-password'];
  const ops = connect(url.href);
  await migrate(ops);
  await publishPlants(ops, ['fern']);
  await migrateWithRoles(ops, passwords());
  expect(await liveCodes(connect(own.roleUrls.gateway))).toEqual(['fern']);
  await own.database.pool.query(`ALTER DATABASE ${name} OWNER TO CURRENT_USER`);
});

test('a role that may not migrate says what is missing', async () => {
  const loader = connect(own.roleUrls.loader);
  await expect(ensureSchema(loader, { mode: 'auto', log, patienceMs: 0 })).rejects.toMatchObject({
    code: 'SCHEMA_OUTDATED',
    message: expect.stringMatching(/version 0, .* needs \d+/) as string,
  });
});

test('a role that may migrate leaves it alone where it is told so', async () => {
  const single = connect();
  await expect(ensureSchema(single, { mode: 'off', log, patienceMs: 0 })).rejects.toMatchObject({
    code: 'SCHEMA_OUTDATED',
  });
  await ensureSchema(single, { mode: 'auto', log });
  await ensureSchema(single, { mode: 'off', log, patienceMs: 0 });
});
