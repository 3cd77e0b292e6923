import { JOB_STATUSES, type JobEvent } from '@regpipe/contracts';
import { listJobEvents } from '@regpipe/database';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { foldEvent } from './fold-event.ts';
import { fact, testTracker, type TestTracker } from './testing/test-tracker.ts';

let own: TestTracker;

beforeAll(async () => {
  own = await testTracker();
  return () => own.close();
});
beforeEach(() => own.reset());

const IDENTITY = { etag: '"abc"', lastModified: 'Sat, 09 May 2026 21:12:00 GMT', contentLength: 322_000_000 };
const DEAD = { stage: 'loader', chunk: 2, part: 1, firstLine: 23, records: 10, reason: 'no room' } as const;
const FAILED = { code: 'SOURCE_STALLED', message: 'no bytes for 30 s' };

/** One fact of each kind. */
const facts = (job: { readonly id: number; readonly attempt: number }): JobEvent[] => [
  fact(job, 'source.opened', { identity: IDENTITY, sourceStamp: '2026-05-09' }),
  fact(job, 'fetch.progressed', { chunks: 1, records: 10, bytesRead: 100, bytesTotal: 1_000 }),
  fact(job, 'fetch.completed', { chunks: 3, records: 30, bytes: 300, sha256: 'f00', limited: false }),
  fact(job, 'chunks.loaded', { chunks: [{ chunk: 0, part: 1, records: 10 }] }),
  fact(job, 'chunk.dead', DEAD),
  fact(job, 'publication.progressed', { step: 'checks' }),
  fact(job, 'publication.completed', { version: job.id }),
  fact(job, 'job.failed', FAILED),
  fact(job, 'source.unchanged', { identity: IDENTITY, publishedBy: job.id, by: 'etag' }),
];
const kinds = facts({ id: 0, attempt: 1 }).map((event, index) => [event.type, index] as const);

describe.each(kinds)('%s', (type, index) => {
  test('is a sign of life', async () => {
    const job = await own.start();
    await own.set(job.id, 'queued', 200_000);
    const event = facts(job)[index];
    if (event !== undefined) await foldEvent(own.tracker, event);
    expect(Date.now() - Date.parse((await own.job(job.id)).heartbeat_at)).toBeLessThan(60_000);
  });

  test('of a job that is gone is no error', async () => {
    const event = facts({ id: 999_999, attempt: 1 })[index];
    if (event !== undefined) await foldEvent(own.tracker, event);
    expect(event?.type).toBe(type);
    expect(own.changed).toEqual([]);
  });

  test('told twice is as told once', async () => {
    const job = await own.start();
    const event = facts(job)[index];
    const fold = async () => {
      if (event !== undefined) await foldEvent(own.tracker, event);
      return { ...(await own.job(job.id)), heartbeat_at: '', seconds: 0 };
    };
    expect(await fold()).toEqual(await fold());
  });
});

test('source.opened: the job runs, and knows what it reads', async () => {
  const job = await own.start();
  const [opened] = facts(job);
  if (opened !== undefined) expect(await foldEvent(own.tracker, opened)).toBe(true);
  expect(await own.job(job.id)).toMatchObject({
    status: 'running',
    started_at: expect.any(String) as string,
    source_etag: '"abc"',
    source_last_modified: IDENTITY.lastModified,
    source_stamp: '2026-05-09',
  });
});

test.each(JOB_STATUSES.filter((status) => status !== 'queued'))(
  'source.opened: a job that is %s already stays so',
  async (status) => {
    const job = await own.start();
    await own.set(job.id, status);
    await foldEvent(own.tracker, fact(job, 'source.opened', { identity: IDENTITY, sourceStamp: null }));
    expect(await own.job(job.id)).toMatchObject({ status });
  },
);

test('fetch.progressed and fetch.completed: how far it is, and how much there is', async () => {
  const job = await own.start();
  const [, progressed, completed] = facts(job);
  if (progressed !== undefined) expect(await foldEvent(own.tracker, progressed)).toBe(true);
  expect(await own.job(job.id)).toMatchObject({
    records_total: null,
    progress: { fetched_records: 10, fetched_bytes: 100, source_bytes: 1_000, total_batches: null },
  });
  if (completed !== undefined) expect(await foldEvent(own.tracker, completed)).toBe(true);
  expect(await own.job(job.id)).toMatchObject({
    records_total: 30,
    source_sha256: 'f00',
    progress: { fetched_records: 30, total_batches: 3 },
  });
});

test('chunk.dead: its records are given up, and the operator finds them among the rejects', async () => {
  const job = await own.start();
  expect(await foldEvent(own.tracker, fact(job, 'chunk.dead', DEAD))).toBe(true);
  const { pool } = own.tracker.database;
  const dead = await pool.query('SELECT stage, chunk, part, records, reason FROM etl.dead_chunk');
  expect(dead.rows).toEqual([{ stage: 'loader', chunk: 2, part: 1, records: 10, reason: 'no room' }]);
  const rejects = await pool.query('SELECT source_line, error_type FROM etl.data_import_error');
  expect(rejects.rows).toEqual([{ source_line: 23, error_type: 'DEAD_CHUNK' }]);
});

test('chunk.dead: of an earlier attempt it says nothing of this one', async () => {
  const job = await own.start();
  await own.tracker.database.pool.query('UPDATE etl.etl_job_run SET attempt = 2');
  await foldEvent(own.tracker, fact(job, 'chunk.dead', DEAD));
  const dead = await own.tracker.database.pool.query('SELECT FROM etl.dead_chunk');
  expect(dead.rowCount).toBe(0);
});

test('publication.completed: the end is told and logged with its counts', async () => {
  const job = await own.start();
  await own.set(job.id, 'success');
  own.logged.length = own.changed.length = 0;
  expect(await foldEvent(own.tracker, fact(job, 'publication.completed', { version: job.id }))).toBe(false);
  expect(own.changed).toMatchObject([{ id: job.id, status: 'success' }]);
  expect(own.logged).toMatchObject([
    { event: 'etl_completed', job_run_id: job.id },
    { event: 'etl_summary', job_run_id: job.id, records_success: 0 },
  ]);
});

describe('job.failed', () => {
  test('ends the job with its reason, stops its fetch, and is told and logged once', async () => {
    const job = await own.start();
    await own.set(job.id, 'running');
    own.logged.length = own.changed.length = 0;
    for (let time = 0; time < 2; time += 1) await foldEvent(own.tracker, fact(job, 'job.failed', FAILED));
    expect(await own.job(job.id)).toMatchObject({
      status: 'failed',
      error_code: FAILED.code,
      error_message: FAILED.message,
      completed_at: expect.any(String) as string,
    });
    expect(own.stopped).toEqual([job.id]);
    expect(own.changed).toMatchObject([{ id: job.id, status: 'failed' }]);
    expect(own.logged).toMatchObject([
      { event: 'etl_failed', code: FAILED.code, seconds: expect.any(Number) },
      { event: 'etl_summary' },
    ]);
  });

  test.each(['success', 'partial', 'skipped', 'cancelled'] as const)(
    'is no news of a job that ended as %s',
    async (status) => {
      const job = await own.start();
      await own.set(job.id, status);
      await foldEvent(own.tracker, fact(job, 'job.failed', FAILED));
      expect(await own.job(job.id)).toMatchObject({ status, error_code: null });
      expect(own.stopped).toEqual([]);
    },
  );

  test('of an earlier attempt is no news of this one', async () => {
    const job = await own.start();
    await own.tracker.database.pool.query('UPDATE etl.etl_job_run SET attempt = 2');
    await foldEvent(own.tracker, fact(job, 'job.failed', FAILED));
    expect(await own.job(job.id)).toMatchObject({ status: 'queued', error_code: null });
    expect(own.stopped).toEqual([]);
  });
});

test('the timeline keeps what happened, and leaves out what only says how far it is', async () => {
  const job = await own.start();
  const told = facts(job);
  for (const event of [...told, ...told]) await foldEvent(own.tracker, event);
  const kept = await listJobEvents(own.tracker.database.pool, job.id);
  const notes = kept.filter(({ type }) => type !== 'status');
  expect(notes.map(({ type }) => type).toSorted()).toEqual([
    'chunk.dead',
    'fetch.completed',
    'publication.completed',
    'publication.progressed',
    'source.opened',
    'source.unchanged',
  ]);
  expect(notes.find(({ type }) => type === 'source.opened')?.data).toEqual({
    etag: '"abc"',
    last_modified: IDENTITY.lastModified,
    bytes: IDENTITY.contentLength,
    source_stamp: '2026-05-09',
  });
  expect(kept.at(-1)).toMatchObject({ type: 'status', data: { to: 'failed', ...FAILED } });
});
