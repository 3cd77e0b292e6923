import { type Database, getJob, readLivePublication } from '@regpipe/database';
import { testDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import {
  DATASET,
  forgetEverything,
  prepare,
  publish,
  publishAll,
  registrations,
  type SampleRecord,
} from './testing/registrations.ts';

const guards = { rowsGonePercent: 10, rejectedPercent: 5 };
const rejects = (count: number): SampleRecord[] => Array.from({ length: count }, () => ({ reject: 'NO' }));

let database: Database;
let before: number;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});
beforeEach(async () => {
  await forgetEverything(database);
  before = await publishAll(database, registrations(1, 40));
});

const liveVersion = async () => (await readLivePublication(database.pool, DATASET.name))?.version;
const constraintsOf = async (jobId: number) =>
  (await database.pool.query(`SELECT FROM pg_constraint WHERE conname LIKE '%\\_v' || $1 || '\\_%'`, [jobId]))
    .rowCount;
const setAccepted = (jobId: number) =>
  database.pool.query('UPDATE etl.etl_job_run SET accepted = true WHERE id = $1', [jobId]);

test('a version with too few rows is stopped before its constraints are built', async () => {
  const jobId = await prepare(database, [registrations(1, 36)]);
  await expect(publish(database, jobId, { guards })).rejects.toMatchObject({
    name: 'TerminalError',
    code: 'GUARD_ROWS_GONE',
    message: expect.stringMatching(/40 rows.*36 \(10\.00 % gone/) as string,
  });
  expect(await liveVersion()).toBe(before);
  expect(await constraintsOf(jobId)).toBe(0);
});

test('duplicates are gone when rows are compared, and are no rejects', async () => {
  const again = await prepare(database, [registrations(1, 36), registrations(1, 36)]);
  await expect(publish(database, again, { guards })).rejects.toMatchObject({ code: 'GUARD_ROWS_GONE' });
});

test('so is one of whose records too many were rejected; blank ones do not count', async () => {
  const jobId = await prepare(database, [[...registrations(1, 57), ...rejects(3)]]);
  await expect(publish(database, jobId, { guards })).rejects.toMatchObject({ code: 'GUARD_REJECTED' });
  expect(await liveVersion()).toBe(before);
});

test('what is accepted is published, also after it was stopped', async () => {
  const jobId = await prepare(database, [[...registrations(1, 2), ...rejects(1)]]);
  await expect(publish(database, jobId, { guards })).rejects.toMatchObject({ code: 'GUARD_REJECTED' });
  await setAccepted(jobId);
  // The lock of the failed try goes with its connection, which takes a moment.
  await expect.poll(() => publish(database, jobId, { guards })).toBe('published');
  expect(await liveVersion()).toBe(jobId);
});

test('a version within the limits is published, however many more rows it has', async () => {
  const jobId = await prepare(database, [registrations(1, 90)]);
  expect(await publish(database, jobId, { guards })).toBe('published');
});

test('a source without a usable record is no matter of acceptance', async () => {
  const jobId = await prepare(database, [rejects(3)]);
  await setAccepted(jobId);
  await expect(publish(database, jobId, { guards })).rejects.toMatchObject({ code: 'SOURCE_EMPTY' });
});

test('a dry run tells that a guard would stop etl, after its counts, and leaves no table', async () => {
  const chunks = [[...registrations(1, 20), ...registrations(1, 2)]];
  const jobId = await prepare(database, chunks, { mode: 'dry-run' });
  expect(await publish(database, jobId, { guards })).toBe('counted');
  expect(await getJob(database.pool, jobId)).toMatchObject({
    status: 'failed',
    error_code: 'GUARD_ROWS_GONE',
    records_total: 22,
    records_processed: 20,
    records_duplicated: 2,
    discarded_at: expect.any(String) as string,
  });
  const left = await database.pool.query(`SELECT FROM pg_class WHERE relname LIKE '%\\_v' || $1`, [jobId]);
  expect(left.rowCount).toBe(0);
});
