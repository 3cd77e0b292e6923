import { JOB_STATUSES } from '@regpipe/contracts';
import { recordSource } from '@regpipe/database';
import { beforeAll, beforeEach, expect, test } from 'vitest';

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
  });
});

test('a job that goes on is fetched behind what is loaded, from the same source', async () => {
  const job = await own.start();
  const identity = { etag: '"abc"', lastModified: null, contentLength: 1_000 };
  await recordSource(own.tracker.database.pool, job.id, identity, '2026-05-09');
  await own.load(job.id, 0, 1, 3);
  expect(await planFetch(own.tracker, job.id, 1)).toEqual({
    wanted: true,
    checkpoint: { chunk: 2, firstRecord: 20, firstLine: 23, byteOffset: 200 },
    loadedCrc32: [0, 1],
    loadedChunks: [3],
    identity,
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

test('a job that does not exist is refused', async () => {
  await expect(planFetch(own.tracker, 999_999, 1)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
});
