import type { Job } from '@regpipe/contracts';
import type { Connection } from '@regpipe/database';
import type { ServiceName } from '@regpipe/stack';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { ended, reportOf, runJob } from './testing/job-report.ts';
import { readSnapshot, type Snapshot } from './testing/live-tables.ts';
import { jobLines } from './testing/log-lines.ts';
import { startPacedSource } from './testing/paced-source.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';

let stack: TestStack;
let sample: SampleFile;
let undisturbed: Snapshot;

beforeAll(async () => {
  stack = await testStack();
  sample = await sampleFile(stack, { rows: 10_000, seed: 41 });
  expect(await runJob(stack, { source: sample.path })).toMatchObject({ status: 'success' });
  undisturbed = await readSnapshot(stack.database.pool);
});
afterAll(() => stack.close());

/** A lock that stops publishing at a step: a session that the test ends. */
interface Obstacle {
  remove(): Promise<void>;
}

async function obstruct(statement: string): Promise<Obstacle> {
  const session: Connection = await stack.database.pool.connect();
  let held = true;
  const remove = async () => {
    if (!held) return;
    held = false;
    await session.query('ROLLBACK');
    session.release();
  };
  onTestFinished(remove);
  await session.query('BEGIN');
  await session.query(statement);
  return { remove };
}

/** Starts a job and stops it at the step: an index can be built when nobody writes, the views when nobody reads them. */
async function startUpTo(step: 'constraints' | 'swap'): Promise<{ job: Job; obstacle: Obstacle }> {
  const source = await startPacedSource({ bytes: sample.bytes });
  onTestFinished(() => source.close());
  source.holdAt(sample.bytes.length / 2);
  const job = await stack.start({ source: source.url, chunkSize: 500, force: true });
  const obstacle = await obstruct(
    step === 'swap'
      ? 'SELECT FROM public.business_industry LIMIT 1'
      : `LOCK TABLE regpipe.tax_registration_v${job.id} IN ROW EXCLUSIVE MODE`,
  );
  source.release();
  await untilAt(job, step);
  return { job, obstacle };
}

async function untilAt(job: Job, step: string): Promise<void> {
  const at = async () => (await stack.job(job.id)).progress?.publish_step;
  await until(async () => (await at()) === step, `job ${job.id} to come to ${step}`);
}

/** How often a loader has begun the step. */
async function timesBegun(job: Job, step: string): Promise<number> {
  const lines = await jobLines(stack, 'loader', 'publication_step', job.id);
  return lines.filter((line) => line['step'] === step).length;
}

async function killAndStart(name: ServiceName): Promise<void> {
  const [service] = stack.of(name);
  await service?.kill();
  await service?.start();
}

async function expectUndisturbed(job: Job): Promise<void> {
  expect(await ended(stack, job.id)).toMatchObject({ status: 'success', attempt: 1, error_message: null });
  expect(await reportOf(stack, job.id)).toEqual(sample.expected);
  expect(await readSnapshot(stack.database.pool)).toEqual(undisturbed);
}

test.each(['constraints', 'swap'] as const)(
  'a job is published when its loader is killed at the step "%s"',
  async (step) => {
    const { job, obstacle } = await startUpTo(step);
    await killAndStart('loader');
    await obstacle.remove();
    await expectUndisturbed(job);
  },
);

test('a job is published when the next loader meets the index builds of a killed one', async () => {
  const { job, obstacle } = await startUpTo('constraints');
  await killAndStart('loader');
  // PostgreSQL goes on with a statement whose client is gone, so two build the same index now.
  await until(async () => (await timesBegun(job, 'constraints')) > 1, 'the second loader at the constraints');
  await obstacle.remove();
  await expectUndisturbed(job);
});

test('a job that is published while the tracker is away is reported when it is back', async () => {
  const { job, obstacle } = await startUpTo('swap');
  const [tracker] = stack.of('tracker');
  await tracker?.kill();
  await obstacle.remove();
  await until(async () => (await stack.job(job.id)).status === 'success', 'the publication');
  await tracker?.start();
  await until(
    async () => (await jobLines(stack, 'tracker', 'etl_summary', job.id)).length > 0,
    'the summary',
  );
  await expectUndisturbed(job);
});

test('a job that is cancelled while it waits for readers is never published', async () => {
  const before = await readSnapshot(stack.database.pool);
  const { job, obstacle } = await startUpTo('swap');
  expect((await stack.request('POST', `/api/jobs/${job.id}/cancel`)).status).toBe(200);
  await obstacle.remove();
  const ends = async () => (await jobLines(stack, 'loader', 'publication_ended', job.id)).length > 0;
  await until(ends, 'the loader to give up');
  expect(await stack.job(job.id)).toMatchObject({ status: 'cancelled', publication: null });
  const { rows } = await stack.database.pool.query('SELECT FROM etl.publication WHERE job_id = $1', [job.id]);
  expect(rows).toEqual([]);
  expect(await readSnapshot(stack.database.pool)).toEqual(before);
});
