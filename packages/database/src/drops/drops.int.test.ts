import { testDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { addJob, addJobIn, forgetEverything, PLANTS, setStatus } from '../testing/plants.ts';
import { inTransaction } from '../transaction.ts';
import { acquireLocks, type AcquireResult } from './acquire-locks.ts';
import { beginDrop } from './begin-drop.ts';
import { copyRowErrors } from './copy-row-errors.ts';
import { copyRowWarnings } from './copy-row-warnings.ts';
import { endDrop } from './end-drop.ts';
import { findDropsJob } from './find-drops-job.ts';
import { findNextDrop } from './find-next-drop.ts';
import { holdLocks } from './hold-locks.ts';
import { listRowErrors } from './list-row-errors.ts';
import { listUnknownObjects } from './list-unknown-objects.ts';
import { fileLock } from './lock-names.ts';
import { lockOpenDrop } from './lock-open-drop.ts';
import { putBackDrop } from './put-back-drop.ts';
import { type NewDrop, recordArrival } from './record-arrival.ts';
import { recordMetadata } from './record-metadata.ts';
import { releaseLocks } from './release-locks.ts';
import { renewLocks } from './renew-locks.ts';
import { settleDrop } from './settle-drop.ts';

const SOURCE = 's3://drops/incoming/a.csv';
const WORKER = { owner: 'one', buckets: ['drops'] };

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});
beforeEach(async () => {
  await forgetEverything(database);
  await database.pool.query('TRUNCATE etl.batch_job, etl.job_lock CASCADE');
});

function receive(key = 'a', changes: Partial<NewDrop> = {}) {
  const drop = {
    name: key,
    dataset: PLANTS,
    bucket: 'drops',
    key: `incoming/${key}.csv`,
    etag: 'e1',
    bytes: 7,
    announced: true,
  };
  return inTransaction(database, (connection) => recordArrival(connection, { ...drop, ...changes }));
}

function acquire(owner: string, names: readonly string[], leaseMs = 60_000): Promise<AcquireResult> {
  return inTransaction(database, (connection) => acquireLocks(connection, { names, owner, leaseMs }));
}

async function audit(): Promise<string[]> {
  const { rows } = await database.pool.query<{ event: string }>(
    'SELECT event FROM etl.audit_log ORDER BY id',
  );
  return rows.map(({ event }) => event);
}

describe('an object', () => {
  test('is one drop however often it arrives, also at once', async () => {
    const received = await Promise.all(Array.from({ length: 5 }, () => receive()));
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
    expect(received.filter(({ known }) => !known)).toHaveLength(1);
    expect(await receive('a', { announced: false })).toMatchObject({ known: true });
    const { rows } = await database.pool.query(
      'SELECT arrivals, file_bytes FROM etl.batch_job JOIN etl.processing_metadata ON batch_job_id = id',
    );
    expect(rows).toEqual([{ arrivals: 5, file_bytes: 7 }]);
    expect(await audit()).toEqual(['received']);
  });

  test('of another key or ETag is another drop, and those that are new are told from those that are known', async () => {
    await receive('a');
    await receive('a', { etag: 'e2' });
    const object = { bucket: 'drops', key: 'incoming/a.csv', etag: 'e1', bytes: 7 };
    const [newer, other] = [
      { ...object, etag: 'e3' },
      { ...object, key: 'incoming/b.csv' },
    ];
    const seen = [newer, object, other, { ...object, etag: 'e2' }];
    expect(await listUnknownObjects(database.pool, 'drops', seen)).toEqual([newer, other]);
    expect(await listUnknownObjects(database.pool, 'others', [object])).toEqual([object]);
  });
});

describe('locks', () => {
  test('are acquired all or none, and released by their owner alone', async () => {
    expect(await acquire('one', ['b'])).toEqual({ takenFrom: [] });
    expect(await acquire('two', ['a', 'b'])).toBe('held');
    expect(await acquire('three', ['a'])).toEqual({ takenFrom: [] });
    await releaseLocks(database.pool, ['b'], 'two');
    expect(await acquire('two', ['b'])).toBe('held');
    await releaseLocks(database.pool, ['b'], 'one');
    expect(await acquire('two', ['b'])).toEqual({ takenFrom: [] });
  });

  test('of many who want the same at once go to one', async () => {
    const names = ['dataset:x', 'file:y'];
    const results = await Promise.all(['1', '2', '3', '4', '5', '6'].map((owner) => acquire(owner, names)));
    expect(results.filter((result) => result !== 'held')).toHaveLength(1);
  });

  test('that have expired are taken over, which their owner learns', async () => {
    const lease = { names: ['a', 'b'], owner: 'one', leaseMs: 60_000 };
    await acquire('one', lease.names, 0);
    // Nobody else wants them yet.
    expect(await renewLocks(database.pool, { ...lease, leaseMs: 0 })).toBe(true);
    expect(await acquire('two', lease.names)).toEqual({ takenFrom: ['one'] });
    expect(await renewLocks(database.pool, lease)).toBe(false);
    expect(await inTransaction(database, (connection) => holdLocks(connection, lease))).toBe(false);
    expect(
      await inTransaction(database, (connection) => holdLocks(connection, { ...lease, owner: 'two' })),
    ).toBe(true);
    const { rows } = await database.pool.query('SELECT owner, takeovers FROM etl.job_lock');
    expect(rows).toEqual(Array(2).fill({ owner: 'two', takeovers: 1 }));
  });

  test('are not taken over while their owner writes', async () => {
    await acquire('one', ['a'], 0);
    const order: string[] = [];
    let taking: Promise<unknown> | undefined;
    await inTransaction(database, async (connection) => {
      await holdLocks(connection, { names: ['a'], owner: 'one' });
      taking = acquire('two', ['a']).then(() => order.push('taken'));
      await connection.query('SELECT pg_sleep(0.1)');
      order.push('written');
    });
    await taking;
    expect(order).toEqual(['written', 'taken']);
  });
});

describe('the next drop', () => {
  test('is the oldest of its data set; one that loads or pauses holds up those behind it', async () => {
    const [first, second] = [await receive('a'), await receive('b')];
    const other = await receive('c', { dataset: null });
    expect(await findNextDrop(database.pool, WORKER)).toMatchObject({ id: first.id, status: 'waiting' });
    await putBackDrop(database.pool, { dropId: first.id, pauseMs: 60_000, counts: true });
    expect(await findNextDrop(database.pool, WORKER)).toMatchObject({ id: other.id, dataset: null });
    await settleDrop(database.pool, first.id, null);
    await putBackDrop(database.pool, { dropId: first.id, pauseMs: 60_000, counts: false });
    expect(await findNextDrop(database.pool, WORKER)).toMatchObject({ id: second.id });
    const paused = await inTransaction(database, (connection) => lockOpenDrop(connection, first.id));
    expect(paused).toBeUndefined();
  });

  test('is none that somebody else works on, and none of a place that is out of reach', async () => {
    const first = await receive('a');
    await receive('b', { bucket: 'elsewhere' });
    await acquire('two', [fileLock('drops', 'incoming/a.csv')]);
    expect(await findNextDrop(database.pool, WORKER)).toBeUndefined();
    expect(await findNextDrop(database.pool, { ...WORKER, owner: 'two' })).toMatchObject({ id: first.id });
    await acquire('two', [fileLock('drops', 'incoming/a.csv')], 0);
    expect(await findNextDrop(database.pool, WORKER)).toMatchObject({ id: first.id });
  });
});

test('a drop goes its way once: no step is taken from a state that it has left', async () => {
  const { id } = await receive();
  const jobId = await addJob(database);
  expect(await endDrop(database.pool, { id, movedTo: 'x', reportKey: 'y' })).toBe(false);
  expect(await beginDrop(database.pool, id, jobId)).toMatchObject({
    status: 'running',
    attempt: 1,
    job_id: jobId,
  });
  expect(await beginDrop(database.pool, id, jobId)).toBeUndefined();
  await putBackDrop(database.pool, { dropId: id, pauseMs: 0, counts: false });
  expect(await beginDrop(database.pool, id, jobId)).toMatchObject({ attempt: 2 });
  const failure = { code: 'HEADER_MISMATCH', message: 'Not that.' };
  expect(await settleDrop(database.pool, id, failure)).toMatchObject({
    status: 'finishing',
    error_code: 'HEADER_MISMATCH',
  });
  expect(await settleDrop(database.pool, id, null)).toBeUndefined();
  expect(await endDrop(database.pool, { id, movedTo: 'failed/a.csv', reportKey: 'y' })).toBe(true);
  expect(await endDrop(database.pool, { id, movedTo: null, reportKey: 'z' })).toBe(false);
  const { rows } = await database.pool.query('SELECT status, moved_to, report_key FROM etl.batch_job');
  expect(rows).toEqual([{ status: 'failed', moved_to: 'failed/a.csv', report_key: 'y' }]);
});

describe('the job that somebody has started and not written down', () => {
  test("is found by its source and ETag, if it is younger than the drop and nobody's", async () => {
    const own = { source: SOURCE, sourceEtag: '"e1"' };
    const before = await addJob(database, own);
    await setStatus(database, before, 'success');
    const { id: dropId } = await receive();
    const wanted = { dropId, dataset: PLANTS, source: SOURCE, etag: 'e1' };
    expect(await findDropsJob(database.pool, wanted)).toBeUndefined();
    const job = await addJob(database, own);
    for (const other of [{ source: 's3://drops/incoming/b.csv' }, { etag: 'e2' }]) {
      expect(await findDropsJob(database.pool, { ...wanted, ...other })).toBeUndefined();
    }
    expect(await findDropsJob(database.pool, wanted)).toBe(job);
    await beginDrop(database.pool, (await receive('a', { etag: 'e2' })).id, job);
    expect(await findDropsJob(database.pool, wanted)).toBeUndefined();
  });
});

test('what was found in rows is copied into the audit log slice by slice, each finding once', async () => {
  const { id: dropId } = await receive();
  const jobId = await addJobIn(database, 'failed', PLANTS);
  await database.pool.query(
    `INSERT INTO etl.data_import_error (job_id, chunk, source_line, error_type, error_message, raw_data)
     SELECT $1, 0, line, type, 'Not good.', 'raw ' || line
       FROM (VALUES (5, 'COUNT_INVALID'), (3, 'NOBODY'), (2, 'COUNT_INVALID'), (9, 'DUPLICATE')) v (line, type)`,
    [jobId],
  );
  await database.pool.query(
    `INSERT INTO etl.data_import_warning SELECT $1, line, 'ODD', 'Odd.', 'raw' FROM generate_series(1, 2) line`,
    [jobId],
  );
  const copy = { dropId, jobId, errorNames: { NOBODY: 'NobodyError' }, usual: 'ValidationError', limit: 3 };
  for (const _again of [1, 2]) {
    const first = await copyRowErrors(database.pool, { ...copy, after: undefined });
    expect(first).toMatchObject({ error_type: 'DUPLICATE' });
    const second = await copyRowErrors(database.pool, { ...copy, after: first });
    expect(second).toMatchObject({ error_type: 'NOBODY' });
    expect(await copyRowErrors(database.pool, { ...copy, after: second })).toBeUndefined();
    const odd = await copyRowWarnings(database.pool, { ...copy, limit: 1, after: undefined });
    expect(odd).toEqual({ source_line: 1, warning_type: 'ODD' });
    const last = await copyRowWarnings(database.pool, { ...copy, after: odd });
    expect(await copyRowWarnings(database.pool, { ...copy, after: last })).toBeUndefined();
  }
  expect(await listRowErrors(database.pool, dropId, 2)).toEqual({
    row_errors: [
      { error: 'ValidationError', code: 'COUNT_INVALID', line: 2, message: 'Not good.', raw_data: 'raw 2' },
      { error: 'NobodyError', code: 'NOBODY', line: 3, message: 'Not good.', raw_data: 'raw 3' },
    ],
    row_errors_total: 6,
  });
  const [errors, warnings] = ['row_error', 'row_warning'];
  expect(await audit()).toEqual(['received', errors, errors, warnings, errors, warnings, warnings]);
});

test("a drop's metadata are its job's counts; of a failed one nothing is loaded, and its times stay", async () => {
  const { id } = await receive();
  const jobId = await addJob(database);
  await beginDrop(database.pool, id, jobId);
  await database.pool.query(
    `UPDATE etl.etl_job_run SET status = 'success', records_total = 10, records_processed = 7, records_failed = 2,
            records_blank = 1, warnings = '{"ODD": 3}', source_sha256 = 'abc', completed_at = clock_timestamp()`,
  );
  const metadata = await recordMetadata(database.pool, id);
  expect(metadata).toMatchObject({
    file_bytes: 7,
    sha256: 'abc',
    records_total: 10,
    records_processed: 7,
    records_failed: 2,
    records_blank: 1,
    warnings: { ODD: 3 },
  });
  expect(metadata.seconds_total).toBeGreaterThanOrEqual(metadata.seconds_loading ?? NaN);
  await settleDrop(database.pool, id, { code: 'TOLERANCE_EXCEEDED', message: 'Too many.' });
  expect(await recordMetadata(database.pool, id)).toEqual({ ...metadata, records_processed: 0 });
});
