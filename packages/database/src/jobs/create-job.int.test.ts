import { testDatabase } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { addJob, newJob, setStatus } from '../testing/plants.ts';
import { createJob } from './create-job.ts';
import { getJob } from './get-job.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

/** Names of a version's tables, and how many indexes and constraints they carry. */
async function describeVersion(version: number): Promise<unknown> {
  const { rows } = await database.pool.query(
    `SELECT relname AS name, count(i) AS indexes, count(n) AS constraints
       FROM pg_class c LEFT JOIN pg_index i ON i.indrelid = c.oid
            LEFT JOIN pg_constraint n ON n.conrelid = c.oid AND n.contype <> 'n'
      WHERE c.relnamespace = 'regpipe'::regnamespace AND c.relkind = 'r' AND c.relname LIKE '%\\_v' || $1
      GROUP BY c.oid, relname ORDER BY relname`,
    [version],
  );
  return rows;
}

test('of many starts at once exactly one creates a job, and the others learn its id', async () => {
  const results = await Promise.all(
    Array.from({ length: 8 }, () => createJob(database, newJob({ dataset: 'at-once' }))),
  );
  const created = results.flatMap((result) => ('created' in result ? [result.created] : []));
  expect(created).toHaveLength(1);
  const running = results.flatMap((result) => ('running' in result ? [result.running] : []));
  expect(new Set(running)).toEqual(new Set(created));
  const { rowCount } = await database.pool.query('SELECT FROM etl.etl_job_run WHERE dataset = $1', [
    'at-once',
  ]);
  expect(rowCount).toBe(1);
});

test.each(['queued', 'running', 'publishing'] as const)(
  'a %s job refuses another of its data set',
  async (status) => {
    const dataset = `refuses-${status}`;
    const running = await addJob(database, { dataset });
    await setStatus(database, running, status);
    expect(await createJob(database, newJob({ dataset }))).toEqual({ running });
    expect(await createJob(database, newJob({ dataset: `${dataset}-other` }))).toHaveProperty('created');
  },
);

test('of many data sets at once no more start than may be at work', async () => {
  await database.pool.query(`UPDATE etl.etl_job_run SET status = 'success'`);
  const results = await Promise.all(
    Array.from({ length: 6 }, (_, index) => createJob(database, newJob({ dataset: `slot-${index}` }), 2)),
  );
  const created = results.flatMap((result) => ('created' in result ? [result.created] : []));
  expect(created).toHaveLength(2);
  expect(results.filter((result) => 'active' in result)).toEqual(Array(4).fill({ active: 2 }));
  const { rows } = await database.pool.query<{ dataset: string }>(
    'SELECT dataset FROM etl.etl_job_run WHERE id = $1',
    [created[0]],
  );
  const again = newJob({ dataset: rows[0]?.dataset ?? '' });
  expect(await createJob(database, again, 2), 'the data set that runs').toEqual({ running: created[0] });
  await setStatus(database, created[0] ?? 0, 'failed');
  expect(await createJob(database, newJob({ dataset: 'slot-free' }), 2)).toHaveProperty('created');
});

test.each(['success', 'partial', 'skipped', 'failed', 'interrupted', 'cancelled'] as const)(
  'a %s job makes room for the next',
  async (status) => {
    const dataset = `after-${status}`;
    await setStatus(database, await addJob(database, { dataset }), status);
    expect(await createJob(database, newJob({ dataset }))).toHaveProperty('created');
  },
);

test('a job remembers what was asked for, and starts with nothing counted', async () => {
  const id = await addJob(database, { dataset: 'asked', chunkRecords: 500, recordLimit: 10_000 });
  expect(await getJob(database.pool, id)).toMatchObject({
    id,
    dataset: 'asked',
    mode: 'full',
    status: 'queued',
    attempt: 1,
    batch_size: 65_536,
    chunk_size: 500,
    record_limit: 10_000,
    forced: false,
    accepted: false,
    unchanged: null,
    data_source_url: '/data/plants.csv',
    records_total: null,
    records_processed: 0,
    error_code: null,
    completed_at: null,
    publication: null,
    progress: { last_successful_batch: null, fetched_records: 0 },
  });
});

test('a full job has tables of its version, bare: keys come when everything is in', async () => {
  const id = await addJob(database, { dataset: 'bare' });
  expect(await describeVersion(id)).toEqual([
    { name: `plant_use_v${id}`, indexes: 0, constraints: 0 },
    { name: `plant_v${id}`, indexes: 0, constraints: 0 },
  ]);
});

test('a dry run has room for its keys alone', async () => {
  const id = await addJob(database, { dataset: 'dry', mode: 'dry-run' });
  expect(await describeVersion(id)).toEqual([{ name: `dry_run_keys_v${id}`, indexes: 0, constraints: 0 }]);
});
