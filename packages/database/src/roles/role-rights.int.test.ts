import { testDatabase, type TestDatabase } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import { connectDatabase, type Database } from '../connect-database.ts';
import { ensureSchema } from '../ensure-schema.ts';
import { getJob } from '../jobs/get-job.ts';
import { buildSearchIndexes } from '../publish/build-search-indexes.ts';
import { dropOldVersions } from '../publish/drop-old-versions.ts';
import { readLivePublication } from '../publish/read-publication.ts';
import { rollBack } from '../publish/roll-back.ts';
import { swapPatiently } from '../publish/swap-patiently.ts';
import { countRejects } from '../queries/count-rejects.ts';
import { listJobs } from '../queries/list-jobs.ts';
import { listPublications } from '../queries/list-publications.ts';
import { findSchedule } from '../schedules/find-schedule.ts';
import { listRuns } from '../schedules/list-runs.ts';
import { listTickingSchedules } from '../schedules/list-ticking-schedules.ts';
import { readScheduleSource } from '../schedules/read-schedule-source.ts';
import { recordRun } from '../schedules/record-run.ts';
import { removeSchedule } from '../schedules/remove-schedule.ts';
import { type NewSchedule, setSchedule } from '../schedules/set-schedule.ts';
import { inTransaction } from '../transaction.ts';
import { sqlState } from '../transient.ts';
import {
  addJob,
  liveCodes,
  PLANT_TABLES,
  PLANTS,
  preparePlants,
  publishPlants,
  swapPlants,
} from '../testing/plants.ts';
import { versionTable } from '../versions/table-names.ts';
import { migrate } from '../migrate.ts';

const INSUFFICIENT_PRIVILEGE = '42501';
const log = { warn: () => undefined };

let own: TestDatabase;
let migrator: Database;
let loader: Database;
let scheduler: Database;
let gateway: Database;
let version: number;

beforeAll(async () => {
  own = await testDatabase();
  const as = (role: keyof TestDatabase['roleUrls']) =>
    connectDatabase({ url: own.roleUrls[role], applicationName: `test-${role}`, poolSize: 4, log });
  [migrator, loader] = [as('migrator'), as('loader')];
  [scheduler, gateway] = [as('scheduler'), as('gateway')];
  // As the migrator's next migration may: a table that is meant for none of the others.
  await migrator.pool.query('CREATE TABLE etl.secret (id integer)');
  await migrate(migrator);
  await publishPlants(loader, ['fern']);
  version = await publishPlants(loader, ['fern', 'moss']);
  return async () => {
    for (const database of [migrator, loader, scheduler, gateway]) await database.close();
    await own.close();
  };
});

const INSERT_TOKEN = `INSERT INTO etl.api_token (name, role, digest, created_by)
  VALUES ('ci', 'viewer', sha256('ci'), 'test')`;

async function refusal(database: Database, statement: string): Promise<string | undefined> {
  return database.pool.query(statement).then(() => 'allowed', sqlState);
}

describe('the loader', () => {
  test('loads, publishes, indexes, rolls back and drops', async () => {
    const search = { table: 'plant', name: 'search', definition: 'USING gin (regpipe.bigrams(name))' };
    await buildSearchIndexes(loader, [search], PLANTS, version);
    expect(await readLivePublication(loader.pool, PLANTS)).toMatchObject({ version, search_ready: true });
    const third = await publishPlants(loader, ['ivy']);
    expect(await rollBack(loader, PLANTS, PLANT_TABLES, 500)).toEqual({ version });
    expect(await liveCodes(gateway)).toEqual(['fern', 'moss']);
    expect(await dropOldVersions(loader, PLANTS, PLANT_TABLES, 1)).toContain(third);
  });

  test.each([
    'ALTER TABLE etl.etl_job_run ADD COLUMN mine integer',
    'DROP TABLE etl.publication',
    'TRUNCATE etl.chunk_ledger',
    'DROP SCHEMA regpipe CASCADE',
    'DROP SCHEMA etl CASCADE',
    'CREATE TABLE etl.mine (id integer)',
    'CREATE OR REPLACE FUNCTION regpipe.bigrams(value text) RETURNS text[] LANGUAGE sql AS $$ SELECT NULL::text[] $$',
    'DELETE FROM public.regpipe_migration',
    'SELECT FROM etl.api_token',
    `INSERT INTO etl.schedule (name) VALUES ('mine')`,
    'UPDATE etl.schedule SET enabled = true',
    'DELETE FROM etl.schedule',
    'SELECT FROM pg_authid',
    'CREATE SCHEMA mine',
    'CREATE ROLE mine',
  ])('may not %s', async (statement) => {
    expect(await refusal(loader, statement)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  test('names the sessions that hold up a publication, with their query', async () => {
    const prepared = await preparePlants(loader, ['sedge']);
    const reader = await gateway.pool.connect();
    await reader.query('BEGIN; SELECT FROM public.plant');
    const swap = swapPatiently(
      { database: loader, signal: AbortSignal.timeout(10_000), swapPatienceMs: 0 },
      PLANT_TABLES,
      (lockTimeoutMs) => swapPlants(loader, prepared, lockTimeoutMs),
    );
    await expect(swap).rejects.toThrow(/regpipe_gateway@test-gateway.*SELECT FROM public\.plant/);
    await reader.query('ROLLBACK');
    reader.release();
    await swapPlants(loader, prepared, 500);
  });
});

describe('schedules', () => {
  const daily: NewSchedule = {
    name: 'daily',
    dataset: PLANTS,
    mode: 'full',
    source: 'https://user:secret@example.test/',
    cron: null,
    every_minutes: 1,
    time_zone: 'UTC',
    repeats: null,
    enabled: true,
  };
  const run = { schedule: 'daily', dueAt: '2126-05-09T00:00:00Z', by: 'clock' } as const;

  test('are set by the gateway, read by the scheduler, and run by the loader', async () => {
    await setSchedule(gateway.pool, daily);
    expect(await listTickingSchedules(scheduler.pool)).toMatchObject([{ name: 'daily', last_due_at: null }]);
    await ensureSchema(scheduler, { mode: 'auto', log, patienceMs: 0 });
    expect(await readScheduleSource(loader.pool, 'daily')).toBe(daily.source);
    expect(await inTransaction(loader, (one) => recordRun(one, run, { outcome: 'started' }))).toBe(true);
    expect(await findSchedule(gateway.pool, 'daily')).toMatchObject({ ticks: 1 });
    expect(await removeSchedule(gateway.pool, 'daily')).toBe(true);
    expect(await listRuns(gateway.pool, 'daily', 1)).toEqual([]);
  });

  test.each([
    'SELECT source FROM etl.schedule',
    'SELECT message FROM etl.schedule_run',
    'SELECT name FROM etl.schedule FOR UPDATE',
    'UPDATE etl.schedule SET ticks = 0',
    'DELETE FROM etl.schedule_run',
    'SELECT FROM etl.etl_job_run',
    'SELECT FROM public.plant',
    'CREATE TABLE etl.mine (id integer)',
    'CREATE TABLE regpipe.mine (id integer)',
  ])('let the scheduler not %s', async (statement) => {
    expect(await refusal(scheduler, statement)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  test.each(['DELETE FROM etl.schedule_run', 'UPDATE etl.schedule_run SET job_id = NULL'])(
    'let the gateway not %s',
    async (statement) => {
      expect(await refusal(gateway, statement)).toBe(INSUFFICIENT_PRIVILEGE);
    },
  );
});

describe('the gateway', () => {
  test('reads what the API shows, also a view that the loader makes later', async () => {
    const jobId = (await listJobs(gateway.pool, { limit: 1 }))[0]?.id ?? 0;
    expect(await getJob(gateway.pool, jobId)).toMatchObject({ dataset: PLANTS });
    expect(await listPublications(gateway.pool, PLANTS)).not.toEqual([]);
    expect(await countRejects(gateway.pool, jobId)).toEqual([]);
    const { rows } = await gateway.pool.query(`SELECT regpipe.bigrams('moss') AS pairs`);
    expect(rows).toEqual([{ pairs: ['mo', 'os', 'ss'] }]);
    await own.database.pool.query('DROP VIEW public.plant, public.plant_use');
    await publishPlants(loader, ['ivy']);
    expect(await liveCodes(gateway)).toEqual(['ivy']);
  });

  test('writes its own tables, and no others', async () => {
    expect(await refusal(gateway, INSERT_TOKEN)).toBe('allowed');
    expect(await refusal(gateway, 'DELETE FROM etl.api_token')).toBe('allowed');
    expect(await refusal(gateway, `UPDATE etl.etl_job_run SET status = 'failed'`)).toBe(
      INSUFFICIENT_PRIVILEGE,
    );
  });

  test.each([
    `INSERT INTO etl.publication (dataset) VALUES ('plants')`,
    'DELETE FROM etl.data_import_error',
    'DROP VIEW public.plant',
    'CREATE TABLE public.mine (id integer)',
    'CREATE TABLE regpipe.mine (id integer)',
    'CREATE TABLE etl.mine (id integer)',
    'CREATE SCHEMA mine',
    'SELECT FROM etl.secret',
    'SELECT FROM etl.complete_version',
    'UPDATE etl.chunk_ledger SET failed = 0',
    'DELETE FROM etl.job_event',
    'SELECT FROM pg_authid',
    'SET ROLE regpipe_loader',
  ])('may not %s', async (statement) => {
    expect(await refusal(gateway, statement)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  test("may not read a version's table but through its live view", async () => {
    const table = versionTable('plant', await addJob(loader, { dataset: 'others' }));
    expect(await refusal(gateway, `SELECT FROM ${table}`)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  test('has a limit for each statement', async () => {
    const { rows } = await gateway.pool.query('SHOW statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '30s' }]);
  });
});

test('a read-only pool refuses every write, whatever its role may do', async () => {
  const options = { url: own.roleUrls.gateway, applicationName: 'test-queries', poolSize: 1, log };
  const queries = connectDatabase({ ...options, readOnly: true });
  expect(await refusal(queries, INSERT_TOKEN)).toBe('25006');
  expect(await refusal(queries, 'SELECT FROM etl.etl_job_run')).toBe('allowed');
  await queries.close();
});
