import { createJob } from '@regpipe/database';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { DATASET, testTracker, type TestTracker } from './testing/test-tracker.ts';
import { watchJobs } from './watch-jobs.ts';

let own: TestTracker;

beforeAll(async () => {
  own = await testTracker();
  return () => own.close();
});
beforeEach(() => own.reset());

/** A job whose tracker died between creating it and sending its fetch. */
async function startSilently(): Promise<number> {
  const result = await createJob(own.tracker.database, {
    dataset: DATASET.name,
    mode: 'full',
    source: '/data/sample.csv',
    chunkBytes: 65_536,
    chunkRecords: null,
    recordLimit: null,
    forced: false,
    accepted: false,
    tables: DATASET.tables,
  });
  return 'created' in result ? result.created : 0;
}

describe('a command that was never sent', () => {
  test('is sent when a queued job has been silent for a while, once', async () => {
    const id = await startSilently();
    await own.set(id, 'queued', 20_000);
    for (let time = 0; time < 3; time += 1) await watchJobs(own.tracker);
    expect(await own.commands('fetch')).toMatchObject([
      { jobId: id, attempt: 1, source: '/data/sample.csv' },
    ]);
  });

  test('is sent when a job that is to be published has been silent for a while, once', async () => {
    const id = await startSilently();
    await own.set(id, 'publishing', 20_000);
    for (let time = 0; time < 3; time += 1) await watchJobs(own.tracker);
    expect(await own.commands('publish')).toEqual([
      { type: 'publish', jobId: id, dataset: DATASET.name, attempt: 1 },
    ]);
  });

  test.each(['queued', 'publishing'] as const)(
    'is left to its sender while a %s job is fresh',
    async (status) => {
      await own.set(await startSilently(), status);
      await watchJobs(own.tracker);
      expect([...(await own.commands('fetch')), ...(await own.commands('publish'))]).toEqual([]);
    },
  );

  test.each(['queued', 'publishing'] as const)(
    'is sent at once by a tracker that has just started, however fresh the %s job is',
    async (status) => {
      const id = await startSilently();
      await own.set(id, status);
      await watchJobs(own.tracker, 0);
      expect(await own.commands(status === 'queued' ? 'fetch' : 'publish')).toMatchObject([{ jobId: id }]);
    },
  );

  test('counts once beside the one that was sent after all', async () => {
    const job = await own.start();
    await own.set(job.id, 'queued', 20_000);
    await watchJobs(own.tracker);
    expect(await own.commands('fetch')).toHaveLength(1);
  });
});

test('a running job that is silent for a while is left to its fetcher and loaders', async () => {
  const id = await startSilently();
  await own.set(id, 'running', 20_000);
  await watchJobs(own.tracker);
  expect(await own.job(id)).toMatchObject({ status: 'running' });
  expect(await own.commands('fetch')).toEqual([]);
});

test('a job of which everything is in is published, although the last facts about it were lost', async () => {
  const job = await own.start();
  await own.set(job.id, 'running');
  await own.load(job.id, 0);
  await own.endFetch(job.id, 10);
  await watchJobs(own.tracker);
  expect(await own.job(job.id)).toMatchObject({ status: 'publishing' });
  expect(await own.commands('publish')).toHaveLength(1);
});

describe('a job without a sign of life', () => {
  test.each(['queued', 'running', 'publishing'] as const)(
    'that is %s is interrupted, stopped, told and logged, once',
    async (status) => {
      const job = await own.start();
      await own.set(job.id, status, 301_000);
      own.logged.length = own.changed.length = 0;
      for (let time = 0; time < 2; time += 1) await watchJobs(own.tracker);
      expect(await own.job(job.id)).toMatchObject({
        status: 'interrupted',
        error_message: expect.stringContaining('No sign of life since') as string,
      });
      expect(own.stopped).toEqual([job.id]);
      expect(own.changed).toMatchObject([{ id: job.id, status: 'interrupted' }]);
      expect(own.logged).toMatchObject([
        { event: 'etl_failed', job_run_id: job.id, status: 'interrupted' },
        { event: 'etl_summary' },
      ]);
      expect(await own.start()).toMatchObject({ status: 'queued' });
    },
  );
});
