import { recordDeadChunk } from '@regpipe/database';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { advanceJob } from './advance-job.ts';
import { DATASET, testTracker, type TestTracker } from './testing/test-tracker.ts';

let own: TestTracker;

beforeAll(async () => {
  own = await testTracker();
  return () => own.close();
});
beforeEach(() => own.reset());

describe('a job of which every record is accounted for', () => {
  test('is published, by one command, although many find out at once', async () => {
    const job = await own.start();
    await own.set(job.id, 'running');
    await own.load(job.id, 0, 1);
    await own.endFetch(job.id, 20);
    await Promise.all(Array.from({ length: 8 }, () => advanceJob(own.tracker, job.id)));
    await advanceJob(own.tracker, job.id);
    expect(await own.job(job.id)).toMatchObject({
      status: 'publishing',
      records_processed: 18,
      records_failed: 2,
    });
    expect(await own.commands('publish')).toEqual([
      { type: 'publish', jobId: job.id, dataset: DATASET.name, attempt: 1 },
    ]);
  });

  test('is published with chunks among them that were given up', async () => {
    const job = await own.start();
    await own.load(job.id, 0);
    const dead = {
      stage: 'transformer',
      chunk: 1,
      part: 1,
      firstLine: 13,
      records: 10,
      reason: 'no',
    } as const;
    await recordDeadChunk(own.tracker.database.pool, job.id, 1, dead);
    await own.endFetch(job.id, 20);
    await advanceJob(own.tracker, job.id);
    expect(await own.job(job.id)).toMatchObject({ status: 'publishing', records_failed: 11 });
  });

  test('is published although it has none', async () => {
    const job = await own.start();
    await own.endFetch(job.id, 0);
    await advanceJob(own.tracker, job.id);
    expect(await own.commands('publish')).toHaveLength(1);
  });

  test.each(['success', 'partial', 'skipped', 'failed', 'interrupted', 'cancelled'] as const)(
    'is not published once it is %s',
    async (status) => {
      const job = await own.start();
      await own.load(job.id, 0);
      await own.endFetch(job.id, 10);
      await own.set(job.id, status);
      await advanceJob(own.tracker, job.id);
      expect(await own.job(job.id)).toMatchObject({ status });
      expect(await own.commands('publish')).toEqual([]);
    },
  );
});

describe('a job that still lacks something', () => {
  test('is not published before the end of the source is known, and shows what it has', async () => {
    const job = await own.start();
    await own.set(job.id, 'running');
    await own.load(job.id, 0);
    own.changed.length = 0;
    await advanceJob(own.tracker, job.id);
    expect(own.changed).toMatchObject([{ id: job.id, status: 'running', records_processed: 9 }]);
    expect(await own.commands('publish')).toEqual([]);
  });

  test('is not published while a record is missing', async () => {
    const job = await own.start();
    await own.load(job.id, 0, 2);
    await own.endFetch(job.id, 30);
    await advanceJob(own.tracker, job.id);
    expect(await own.job(job.id)).toMatchObject({ status: 'queued' });
    expect(await own.commands('publish')).toEqual([]);
  });
});

test('a job that is gone is no error', async () => {
  await advanceJob(own.tracker, 999_999);
  expect(own.changed).toEqual([]);
});
