import { type Bus, connectBus } from '@regpipe/bus';
import { type Job, subjects } from '@regpipe/contracts';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { reportOf, runJob } from './testing/job-report.ts';
import { countLoadedChunks, readSnapshot, tablesOf } from './testing/live-tables.ts';
import { type PacedSource, startPacedSource } from './testing/paced-source.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';

let stack: TestStack;
let bus: Bus;
let sample: SampleFile;

beforeAll(async () => {
  stack = await testStack();
  bus = await connectBus({ url: stack.natsUrl, name: 'test', log: { warn: () => {}, error: () => {} } });
  sample = await sampleFile(stack, { rows: 20_000, seed: 71 });
});
afterAll(async () => {
  await bus.close();
  await stack.close();
});

async function startHalf(mode = 'full'): Promise<{ job: Job; source: PacedSource }> {
  const source = await startPacedSource({ bytes: sample.bytes });
  onTestFinished(() => source.close());
  source.holdAt(sample.bytes.length / 2);
  const job = await stack.start({ source: source.url, mode, chunkSize: 100 });
  await until(async () => (await countLoadedChunks(stack, job.id)) > 2, `chunks of job ${job.id}`);
  return { job, source };
}

function cancel({ id }: Job): Promise<Response> {
  return stack.request('POST', `/api/jobs/${id}/cancel`);
}

/** Chunks of a job that wait in RAW and CLEAN. */
async function countWaiting({ id, dataset }: Job): Promise<number> {
  const waiting = await Promise.all(
    (['raw', 'clean'] as const).map(async (stage) => {
      const subject = subjects.chunk(stage, dataset, id);
      const { state } = await bus.manager.streams.info(stage.toUpperCase(), { subjects_filter: subject });
      return state.subjects?.[subject] ?? 0;
    }),
  );
  return waiting.reduce((sum, count) => sum + count, 0);
}

test.each(['full', 'dry-run'])(
  'cancelling a %s job in its middle leaves nothing of it behind',
  async (mode) => {
    const { job, source } = await startHalf(mode);
    const answer = await cancel(job);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ id: job.id, status: 'cancelled' });
    await until(() => source.connections() === 0, 'the source to be let go');
    await until(async () => (await tablesOf(stack, job.id)).length === 0, 'its tables to be dropped');
    await until(async () => (await countWaiting(job)) === 0, 'its chunks to be gone');
    source.release();
    expect(await stack.job(job.id)).toMatchObject({ status: 'cancelled', publication: null });
  },
);

test('cancelling works while the loader and the transformer are away, and holds when they are back', async () => {
  const { job, source } = await startHalf();
  const away = [...stack.of('transformer'), ...stack.of('loader')];
  await Promise.all(away.map((service) => service.kill()));
  await until(async () => (await countWaiting(job)) > 0, 'chunks that wait');
  expect((await cancel(job)).status).toBe(200);
  await until(() => source.connections() === 0, 'the source to be let go');
  await Promise.all(away.map((service) => service.start()));
  await until(async () => (await tablesOf(stack, job.id)).length === 0, 'its tables to be dropped');
  await until(async () => (await countWaiting(job)) === 0, 'its chunks to be gone');
  expect(await stack.job(job.id)).toMatchObject({ status: 'cancelled', publication: null });
});

test('a new job can start at once after a cancel, and nothing of the cancelled one gets into it', async () => {
  const { job } = await startHalf();
  expect((await cancel(job)).status).toBe(200);
  const next = await runJob(stack, { source: sample.path, chunkSize: 100 });
  expect(next).toMatchObject({ status: 'success' });
  expect(await reportOf(stack, next.id)).toEqual(sample.expected);
  expect((await readSnapshot(stack.database.pool)).registrations).toBe(sample.expected.processed);
});

test('a job that has ended cannot be cancelled, nor resumed when it was', async () => {
  const { id } = await runJob(stack, { source: sample.path, mode: 'dry-run' });
  const refused = await cancel(await stack.job(id));
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({
    code: 'JOB_NOT_CANCELLABLE',
    job_id: id,
    job_status: 'success',
  });

  const { job } = await startHalf();
  expect((await cancel(job)).status).toBe(200);
  expect((await cancel(job)).status).toBe(409);
  const resumed = await stack.request('POST', `/api/jobs/${job.id}/resume`);
  expect(resumed.status).toBe(409);
  expect(await resumed.json()).toMatchObject({ code: 'JOB_NOT_RESUMABLE', job_status: 'cancelled' });
  expect((await stack.request('POST', '/api/jobs/999999/cancel')).status).toBe(404);
});

test('a failed job can be cancelled: what it has loaded goes', async () => {
  const source = await startPacedSource({ bytes: sample.bytes });
  onTestFinished(() => source.close());
  source.cutAt(sample.bytes.length / 2);
  const failed = await runJob(stack, { source: source.url, chunkSize: 100 });
  expect(failed.status).toBe('failed');
  expect(await tablesOf(stack, failed.id)).not.toEqual([]);
  expect((await cancel(failed)).status).toBe(200);
  await until(async () => (await tablesOf(stack, failed.id)).length === 0, 'its tables to be dropped');
  await until(async () => (await countWaiting(failed)) === 0, 'its chunks to be gone');
});
