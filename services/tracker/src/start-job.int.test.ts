import { publish } from '@regpipe/bus';
import { RefusedError, subjects } from '@regpipe/contracts';
import { storedMessages } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { resumeJob } from './resume-job.ts';
import { startJob } from './start-job.ts';
import { DATASET, testTracker, type TestTracker } from './testing/test-tracker.ts';

let own: TestTracker;

beforeAll(async () => {
  own = await testTracker();
  return () => own.close();
});
beforeEach(() => own.reset());

test('a start queues a job, has its source fetched, and tells whoever watches', async () => {
  const job = await own.start({ source: '/data/sample.csv', limit: 1_000, chunkSize: 50 });
  expect(job).toMatchObject({ status: 'queued', attempt: 1, batch_size: 65_536 });
  expect(await own.commands('fetch')).toEqual([
    {
      type: 'fetch',
      jobId: job.id,
      dataset: DATASET.name,
      attempt: 1,
      mode: 'full',
      source: '/data/sample.csv',
      recordLimit: 1_000,
      chunkBytes: 65_536,
      chunkRecords: 50,
    },
  ]);
  expect(own.changed).toMatchObject([{ id: job.id, status: 'queued' }]);
  expect(own.logged).toMatchObject([{ event: 'etl_started', job_run_id: job.id }]);
});

test('a start that names no source takes the one of the data set', async () => {
  expect(await own.start()).toMatchObject({ data_source_url: DATASET.source });
});

test('what opens an address is kept for the fetch alone', async () => {
  const source = 'https://user:secret@example.test/a.csv?token=secret';
  const shown = 'https://***@example.test/a.csv?token=***';
  const job = await own.start({ source });
  expect(job.data_source_url).toBe(shown);
  expect(await own.commands('fetch')).toMatchObject([{ source }]);
  await own.set(job.id, 'failed');
  const resumed = await resumeJob(own.tracker, { jobId: job.id });
  expect(resumed.data_source_url).toBe(shown);
  expect(await own.commands('fetch')).toMatchObject([{ source }, { source, attempt: 2 }]);
  expect(JSON.stringify([own.logged, own.changed])).not.toContain('secret');
});

test('a second start is refused with the job that runs, and sends nothing', async () => {
  const running = await own.start();
  await expect(own.start()).rejects.toMatchObject({
    name: 'RefusedError',
    code: 'JOB_RUNNING',
    message: expect.stringContaining(`Job ${running.id} `) as string,
    fields: { job_id: running.id },
  });
  expect(await own.commands('fetch')).toHaveLength(1);
});

test('of many starts at once one wins, and one fetch is sent', async () => {
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => own.start()));
  const refused = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  expect(refused).toHaveLength(5);
  for (const reason of refused) expect(reason).toMatchObject({ code: 'JOB_RUNNING' });
  expect(await own.commands('fetch')).toHaveLength(1);
});

test('with as many data sets at work as may be, no other is started', async () => {
  await own.tracker.database.pool.query(
    `INSERT INTO etl.etl_job_run (dataset, mode, status, batch_size, data_source_url)
     SELECT 'other-' || n, 'full', 'running', 1, '/data' FROM generate_series(1, 2) AS n`,
  );
  await expect(own.start()).rejects.toMatchObject({ code: 'TOO_MANY_JOBS', fields: { active: 2 } });
  expect(await own.commands('fetch')).toEqual([]);
});

test.each([
  ['a data set that does not exist', { dataset: 'no-such' }, 'DATASET_UNKNOWN'],
  ['a source of a foreign kind', { source: 'ftp://data.example/a.csv' }, 'REQUEST_INVALID'],
  ['a source that is no address', { source: 'http://' }, 'REQUEST_INVALID'],
  ['a source that is empty', { source: ' ' }, 'REQUEST_INVALID'],
  ['a source on another host', { source: 'https://user:secret@other.test/a.csv' }, 'SOURCE_FORBIDDEN'],
  ['a source on this machine', { source: 'http://2130706433/a.csv' }, 'SOURCE_FORBIDDEN'],
  ['a metadata service', { source: 'http://169.254.169.254/latest/meta-data/' }, 'SOURCE_FORBIDDEN'],
  ['a file of the system', { source: 'file:///etc/passwd' }, 'SOURCE_FORBIDDEN'],
  ['a file beside the directory', { source: '/data/../etc/passwd' }, 'SOURCE_FORBIDDEN'],
])('%s is refused before anything is created', async (_what, changes, code) => {
  const request = { dataset: DATASET.name, mode: 'full' as const, ...changes };
  const refusal = startJob(own.tracker, request);
  await expect(refusal).rejects.toBeInstanceOf(RefusedError);
  await expect(refusal).rejects.toMatchObject({ code });
  await expect(refusal).rejects.not.toThrow('secret');
  const { rowCount } = await own.tracker.database.pool.query('SELECT FROM etl.etl_job_run');
  expect(rowCount).toBe(0);
});

test('what an unfinished job has loaded is given up for a newer one: its fetch, its chunks, its tables', async () => {
  const { bus, signal } = own.tracker;
  const older = await own.start();
  await own.set(older.id, 'failed');
  for (const stage of ['raw', 'clean'] as const) {
    const subject = subjects.chunk(stage, DATASET.name, older.id);
    await publish(bus, subject, Buffer.from('x'), { id: `${stage}.${older.id}`, signal });
  }
  await own.start();
  expect(own.stopped).toEqual([older.id]);
  expect(await own.commands('discard')).toEqual([
    { type: 'discard', jobId: older.id, dataset: DATASET.name },
  ]);
  expect(await storedMessages(bus, 'RAW', '>')).toEqual([]);
  expect(await storedMessages(bus, 'CLEAN', '>')).toEqual([]);
});

test('a job that ended well is left alone by a newer one', async () => {
  const older = await own.start();
  await own.set(older.id, 'success');
  await own.start();
  expect(await own.commands('discard')).toEqual([]);
});
