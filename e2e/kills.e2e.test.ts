import type { Job } from '@regpipe/contracts';
import { JOB_SERVICES, type ServiceName } from '@regpipe/stack';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { ended, reportOf, runJob } from './testing/job-report.ts';
import { countLoadedChunks, readSnapshot, type Snapshot } from './testing/live-tables.ts';
import { type PacedSource, startPacedSource } from './testing/paced-source.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';

const CHUNK_SIZE = 200;
/** Enough that the job is under way, few enough that most of the half that is let through is still in flight. */
const LOADED_AT_THE_KILL = 3;

let stack: TestStack;
let sample: SampleFile;
let undisturbed: Snapshot;

beforeAll(async () => {
  stack = await testStack();
  sample = await sampleFile(stack, { rows: 20_000, seed: 31 });
  expect(await runJob(stack, { source: sample.path, chunkSize: CHUNK_SIZE })).toMatchObject({
    status: 'success',
  });
  undisturbed = await readSnapshot(stack.database.pool);
});
afterAll(() => stack.close());

/** A job in its middle: its source gives only its first half for now. */
async function startHalf(): Promise<{ job: Job; source: PacedSource }> {
  const source = await startPacedSource({ bytes: sample.bytes });
  onTestFinished(() => source.close());
  source.holdAt(sample.bytes.length / 2);
  const job = await stack.start({ source: source.url, chunkSize: CHUNK_SIZE, force: true });
  await until(
    async () => (await countLoadedChunks(stack, job.id)) >= LOADED_AT_THE_KILL,
    `${LOADED_AT_THE_KILL} chunks of job ${job.id}`,
  );
  return { job, source };
}

async function kill(...services: readonly ServiceName[]): Promise<void> {
  await Promise.all(services.flatMap((name) => stack.of(name).map((service) => service.kill())));
}

async function startAgain(...services: readonly ServiceName[]): Promise<void> {
  await Promise.all(services.flatMap((name) => stack.of(name).map((service) => service.start())));
}

async function expectUndisturbed(job: Job): Promise<void> {
  expect(await ended(stack, job.id)).toMatchObject({ status: 'success', attempt: 1, error_message: null });
  expect(await reportOf(stack, job.id)).toEqual(sample.expected);
  expect(await readSnapshot(stack.database.pool)).toEqual(undisturbed);
}

test.each(JOB_SERVICES)(
  'a job ends as if undisturbed when the %s is killed in its middle',
  async (service) => {
    const { job, source } = await startHalf();
    await kill(service);
    source.release();
    await startAgain(service);
    await expectUndisturbed(job);
  },
);

test('a job ends as if undisturbed when all services are killed at once and started again', async () => {
  const { job, source } = await startHalf();
  await kill(...JOB_SERVICES);
  source.release();
  await startAgain(...JOB_SERVICES);
  await expectUndisturbed(job);
});

test('a job ends as if undisturbed when every connection to PostgreSQL breaks in its middle', async () => {
  const { job, source } = await startHalf();
  const { rowCount } = await stack.database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'regpipe-%'`,
  );
  expect(rowCount).toBeGreaterThan(0);
  source.release();
  await expectUndisturbed(job);
});
