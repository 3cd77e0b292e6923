import { JOB_STATUSES, type StartJob } from '@regpipe/contracts';
import { recordSource } from '@regpipe/database';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { planFetch } from './plan-fetch.ts';
import { testTracker, type TestTracker } from './testing/test-tracker.ts';

let own: TestTracker;

beforeAll(async () => {
  own = await testTracker();
  return () => own.close();
});
beforeEach(() => own.reset());

test('a new job is fetched from the beginning, from whatever the source is', async () => {
  const job = await own.start();
  expect(await planFetch(own.tracker, job.id, 1)).toEqual({
    wanted: true,
    checkpoint: null,
    loadedCrc32: [],
    loadedChunks: [],
    identity: null,
    published: null,
  });
});

test('a job that goes on is fetched behind what is loaded, from the same source', async () => {
  const job = await own.start();
  const identity = { etag: '"abc"', lastModified: null, contentLength: 1_000 };
  await recordSource(own.tracker.database.pool, job.id, { identity, sourceStamp: '2026-05-09' });
  await own.load(job.id, 0, 1, 3);
  expect(await planFetch(own.tracker, job.id, 1)).toEqual({
    wanted: true,
    checkpoint: { chunk: 2, firstRecord: 20, firstLine: 23, byteOffset: 200 },
    loadedCrc32: [0, 1],
    loadedChunks: [3],
    identity,
    published: null,
  });
});

test.each(JOB_STATUSES)(
  'a fetch is wanted by a job that is queued or running, and by no other: %s',
  async (status) => {
    const job = await own.start();
    await own.set(job.id, status);
    const { wanted } = await planFetch(own.tracker, job.id, 1);
    expect(wanted).toBe(status === 'queued' || status === 'running');
  },
);

test('a fetch of an earlier attempt is not wanted', async () => {
  const job = await own.start();
  await own.tracker.database.pool.query('UPDATE etl.etl_job_run SET attempt = 2');
  expect(await planFetch(own.tracker, job.id, 1)).toMatchObject({ wanted: false });
  expect(await planFetch(own.tracker, job.id, 2)).toMatchObject({ wanted: true });
});

describe('what is live', () => {
  const identity = { etag: '"abc"', lastModified: null, contentLength: 1_000 };
  const source = 'https://example.test/a.csv';

  /** What a job is told of a publication that was made from the same address. */
  async function published(changes: Partial<StartJob>, liveChanges: Partial<StartJob> = {}) {
    const live = await own.start({ source, ...liveChanges });
    await own.publish(live.id, { identity, sha256: null });
    const job = await own.start({ source, ...changes });
    return { live, plan: (await planFetch(own.tracker, job.id, 1)).published };
  }

  test('is what the source must not be any more', async () => {
    const { live, plan } = await published({});
    expect(plan).toEqual({ jobId: live.id, identity });
  });

  test.each([
    ['is forced', { force: true }],
    ['is limited', { limit: 10 }],
    ['is a dry run', { mode: 'dry-run' }],
    ['reads from another address', { source: 'https://example.test/b.csv' }],
  ] as const)('does not matter to a job that %s', async (_which, changes) => {
    expect((await published(changes)).plan).toBeNull();
  });

  test('does not matter where it was limited itself', async () => {
    expect((await published({}, { limit: 10 })).plan).toBeNull();
  });

  test('does not matter where chunks of it are missing', async () => {
    const live = await own.start({ source });
    await own.publish(live.id, { identity, sha256: null });
    await own.set(live.id, 'partial');
    const job = await own.start({ source });
    expect(await planFetch(own.tracker, job.id, 1)).toMatchObject({ published: null });
  });

  test('is the version before after a rollback', async () => {
    const older = await own.start({ source });
    await own.publish(older.id, { identity, sha256: null });
    const newer = await own.start({ source });
    await own.publish(newer.id, { identity: { ...identity, etag: '"def"' }, sha256: null });
    const { pool } = own.tracker.database;
    await pool.query('UPDATE etl.publication SET live = false');
    await pool.query('UPDATE etl.publication SET live = true WHERE version = $1', [older.id]);
    const job = await own.start({ source });
    expect(await planFetch(own.tracker, job.id, 1)).toMatchObject({
      published: { jobId: older.id, identity },
    });
  });
});

test('a job that does not exist is refused', async () => {
  await expect(planFetch(own.tracker, 999_999, 1)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
});

test('a job that is about one state of its source asks for that from the start', async () => {
  const job = await own.start({ source: '/data/dropped.csv', sourceEtag: 'e7a9' });
  expect(await planFetch(own.tracker, job.id, 1)).toMatchObject({
    checkpoint: null,
    identity: { etag: 'e7a9', lastModified: null, contentLength: null },
  });
});
