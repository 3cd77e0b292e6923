import type { Job } from '@regpipe/contracts';
import { testNats, type TestNats, testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { ended, reportOf, runJob } from './testing/job-report.ts';
import { countLoadedChunks, readSnapshot, type Snapshot } from './testing/live-tables.ts';
import { type PacedSource, startPacedSource } from './testing/paced-source.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';

let nats: TestNats;
let stack: TestStack;
let sample: SampleFile;
let undisturbed: Snapshot;

beforeAll(async () => {
  nats = await testNats({ users: true });
  stack = await testStack({
    natsUrl: nats.url,
    natsUrls: nats.serviceUrls,
    environment: { REGPIPE_INTERRUPT_AFTER_MS: '8000' },
  });
  sample = await sampleFile(stack, { rows: 20_000, seed: 101 });
  expect(await runJob(stack, { source: sample.path })).toMatchObject({ status: 'success' });
  undisturbed = await readSnapshot(stack.database.pool);
});
afterAll(async () => {
  await stack.close();
  await nats.close();
});

async function startHalf(): Promise<{ job: Job; source: PacedSource }> {
  const source = await startPacedSource({ bytes: sample.bytes });
  onTestFinished(() => source.close());
  source.holdAt(sample.bytes.length / 2);
  const job = await stack.start({ source: source.url, chunkSize: 200, force: true });
  await until(async () => (await countLoadedChunks(stack, job.id)) > 2, `chunks of job ${job.id}`);
  return { job, source };
}

async function expectUndisturbed(job: Job): Promise<void> {
  expect(await ended(stack, job.id)).toMatchObject({ status: 'success', error_message: null });
  expect(await reportOf(stack, job.id)).toEqual(sample.expected);
  expect(await readSnapshot(stack.database.pool)).toEqual(undisturbed);
}

test('a job ends as if undisturbed when NATS is killed in its middle and comes back', async () => {
  const { job, source } = await startHalf();
  await nats.restart({ hard: true });
  source.release();
  await expectUndisturbed(job);
});

test('a job whose chunks were lost with the store of NATS becomes interrupted, and goes on when resumed', async () => {
  const { job, source } = await startHalf();
  // Nobody takes chunks from RAW any more, so that there is something to lose.
  const transformers = stack.of('transformer');
  await Promise.all(transformers.map((transformer) => transformer.kill()));
  const before = (await stack.job(job.id)).progress?.fetched_records ?? 0;
  source.holdAt((sample.bytes.length * 3) / 4);
  const fetched = async () => (await stack.job(job.id)).progress?.fetched_records ?? 0;
  await until(async () => (await fetched()) > before, `chunks of job ${job.id} on RAW`);
  await nats.restart({ hard: true, wipe: true });
  await Promise.all(transformers.map((transformer) => transformer.start()));
  source.release();
  await stack.reach(job.id, 'interrupted');
  expect((await stack.request('POST', `/api/jobs/${job.id}/resume`)).status).toBe(202);
  await expectUndisturbed(job);
});
