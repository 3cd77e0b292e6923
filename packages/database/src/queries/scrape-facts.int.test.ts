import { testDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { connectDatabase, type Database } from '../connect-database.ts';
import { findAttemptStart } from '../jobs/find-attempt-start.ts';
import { resumeJob } from '../jobs/resume-job.ts';
import { addJob, addJobIn, forgetEverything, PLANTS, publishPlants } from '../testing/plants.ts';
import { countDeadChunks } from './count-dead-chunks.ts';
import { countJobs } from './count-jobs.ts';
import { listLivePublications } from './list-live-publications.ts';
import { listNewestJobs } from './list-newest-jobs.ts';
import { listVerifications } from './list-verifications.ts';
import { sumRecords } from './sum-records.ts';

let database: Database;
/** As the gateway asks. */
let gateway: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  gateway = connectDatabase({
    url: own.roleUrls.gateway,
    ...{ applicationName: 'test', poolSize: 1, readOnly: true, log: { warn: () => undefined } },
  });
  return async () => {
    await gateway.close();
    await own.close();
  };
});
beforeEach(() => forgetEverything(database));

/** A job of a data set in a state, with so many records loaded and rejected. */
async function job(
  dataset: string,
  status: Parameters<typeof addJobIn>[1],
  loaded: number,
  rejected = 0,
): Promise<number> {
  const id = await addJobIn(database, status, dataset);
  await database.pool.query(
    `UPDATE etl.etl_job_run SET records_processed = $2, records_failed = $3, completed_at = now() - interval '1 hour'
      WHERE id = $1`,
    [id, loaded, rejected],
  );
  return id;
}

const addDead = (jobId: number, chunk: number, repair: number | null = null) =>
  database.pool.query(
    `INSERT INTO etl.dead_chunk (job_id, stage, chunk, part, records, reason, repair)
     VALUES ($1, 'loader', $2, 1, 10, 'x', $3)`,
    [jobId, chunk, repair],
  );

test('jobs are counted by data set and state', async () => {
  await job('ferns', 'failed', 0);
  await job('ferns', 'failed', 0);
  await job('mosses', 'success', 0);
  expect(await countJobs(gateway.pool)).toEqual(
    expect.arrayContaining([
      { dataset: 'ferns', status: 'failed', jobs: 2 },
      { dataset: 'mosses', status: 'success', jobs: 1 },
    ]),
  );
});

test('the records of all that is over for good are summed; dead chunks and what may go on are left out', async () => {
  await job('ferns', 'success', 100, 3);
  await job('ferns', 'failed', 1_000);
  const given = await job('ferns', 'interrupted', 7);
  await database.pool.query('UPDATE etl.etl_job_run SET discarded_at = now() WHERE id = $1', [given]);
  const partial = await job('ferns', 'partial', 50, 20);
  await addDead(partial, 1);
  await job('ferns', 'running', 1_000);
  const sums = { dataset: 'ferns', mode: 'full', loaded: 157, rejected: 13, duplicate: 0, blank: 0 };
  expect(await sumRecords(gateway.pool)).toEqual([sums]);
});

test('a published job stays in the sums while it is repaired, and its rejects are the same', async () => {
  const version = await publishPlants(database, ['fern', 'moss']);
  const set = (sql: string) =>
    database.pool.query(`UPDATE etl.etl_job_run SET ${sql} WHERE id = $1`, [version]);
  await set("status = 'partial', records_processed = 2, records_failed = 14");
  await addDead(version, 1);
  const [before] = await sumRecords(gateway.pool);
  expect(before).toMatchObject({ loaded: 2, rejected: 4 });
  // As a redrive leaves it.
  await database.pool.query('UPDATE etl.dead_chunk SET repair = 2');
  await set("status = 'running', repair = 2, records_failed = 4");
  expect(await sumRecords(gateway.pool)).toEqual([before]);
});

test('of each mode the newest job is told', async () => {
  await job('ferns', 'success', 5);
  const newest = await job('ferns', 'failed', 6, 1);
  const dry = await addJob(database, { dataset: 'ferns', mode: 'dry-run' });
  const jobs = await listNewestJobs(gateway.pool);
  expect(jobs).toMatchObject([
    { mode: 'dry-run', id: dry, status: 'queued' },
    { mode: 'full', id: newest, status: 'failed', loaded: 6, rejected: 1 },
  ]);
});

test('data is as fresh as the last full job that ended well, not as the last one', async () => {
  await job('ferns', 'skipped', 0);
  await job('ferns', 'failed', 0);
  const limited = await job('mosses', 'success', 0);
  await database.pool.query('UPDATE etl.etl_job_run SET record_limit = 10 WHERE id = $1', [limited]);
  const [ferns, ...others] = await listVerifications(gateway.pool);
  expect(others).toEqual([]);
  expect(ferns?.dataset).toBe('ferns');
  expect(ferns?.ageSeconds).toBeGreaterThanOrEqual(3_600);
  expect(ferns?.ageSeconds).toBeLessThan(3_700);
});

test('what is live is told with its age and its rows', async () => {
  await publishPlants(database, ['fern']);
  const version = await publishPlants(database, ['fern', 'moss']);
  const [live, ...others] = await listLivePublications(gateway.pool);
  expect(others).toEqual([]);
  expect(live).toMatchObject({ dataset: PLANTS, version, rowCounts: { plant: 2 } });
  expect(live?.ageSeconds).toBeLessThan(60);
});

test('dead chunks count where they can still be mended: in the live version and in active jobs', async () => {
  const old = await publishPlants(database, ['fern']);
  const live = await publishPlants(database, ['fern', 'moss']);
  const active = await job('ferns', 'running', 0);
  await addDead(old, 1);
  for (const chunk of [1, 2]) await addDead(live, chunk);
  await addDead(live, 3, 2);
  await addDead(active, 1);
  expect(await countDeadChunks(gateway.pool)).toEqual(
    expect.arrayContaining([
      { dataset: PLANTS, stage: 'loader', chunks: 2, records: 20 },
      { dataset: 'ferns', stage: 'loader', chunks: 1, records: 10 },
    ]),
  );
});

test('an attempt began when its first change of state was noted', async () => {
  const id = await job('ferns', 'failed', 0);
  await resumeJob(database, id, 0);
  const { rows } = await database.pool.query<{ at: string }>(
    "SELECT at FROM etl.job_event WHERE job_id = $1 AND attempt = 2 AND data->>'to' = 'queued'",
    [id],
  );
  expect(await findAttemptStart(database.pool, id, 2)).toBe(rows[0]?.at);
  expect(await findAttemptStart(database.pool, id, 3)).toBeNull();
});
