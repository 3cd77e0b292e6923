import type { Job } from '@regpipe/contracts';
import { JOB_SERVICES } from '@regpipe/stack';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { ended, reportOf, runJob } from './testing/job-report.ts';
import { countLoadedChunks, readSnapshot, type Snapshot, tablesOf } from './testing/live-tables.ts';
import { type PacedSource, type PacedSourceOptions, startPacedSource } from './testing/paced-source.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';
import { zipOf } from '@regpipe/stack';

const CHUNK_SIZE = 250;

let stack: TestStack;
let sample: SampleFile;
let undisturbed: Snapshot;

beforeAll(async () => {
  stack = await testStack({
    environment: {
      REGPIPE_INTERRUPT_AFTER_MS: '3000',
      REGPIPE_SWAP_PATIENCE_MS: '200',
      REGPIPE_MAX_DELIVERIES: '2',
    },
  });
  sample = await sampleFile(stack, { rows: 20_000, seed: 51 });
  expect(await runJob(stack, { source: sample.path })).toMatchObject({ status: 'success' });
  undisturbed = await readSnapshot(stack.database.pool);
});
afterAll(() => stack.close());

async function serve(options: Partial<PacedSourceOptions> = {}): Promise<PacedSource> {
  const source = await startPacedSource({ bytes: sample.bytes, ...options });
  onTestFinished(() => source.close());
  return source;
}

async function untilChunksAreLoaded(job: Job): Promise<void> {
  await until(async () => (await countLoadedChunks(stack, job.id)) > 5, `chunks of job ${job.id}`);
}

/** A job that has failed with a part of its source loaded, and could go on. */
async function failInTheMiddle(source: PacedSource, cutAt = sample.bytes.length / 2): Promise<Job> {
  source.cutAt(cutAt);
  const job = await stack.start({ source: source.url, chunkSize: CHUNK_SIZE, force: true });
  expect(await ended(stack, job.id)).toMatchObject({ status: 'failed', error_code: 'SOURCE_TRUNCATED' });
  await untilChunksAreLoaded(job);
  source.release();
  return job;
}

/** Lets the job go on; gives what the source was asked for from then on. */
async function resume(
  job: Job,
  source: PacedSource,
): Promise<{ after: Job; ranges: (string | undefined)[] }> {
  const before = source.requests.length;
  const answer = await stack.request('POST', `/api/jobs/${job.id}/resume`);
  expect(answer.status).toBe(202);
  expect(await answer.json()).toMatchObject({ id: job.id, attempt: 2 });
  const after = await ended(stack, job.id);
  return { after, ranges: source.requests.slice(before).map(({ range }) => range) };
}

async function expectUndisturbed(job: Job): Promise<void> {
  expect(job).toMatchObject({ status: 'success', attempt: 2, error_code: null, error_message: null });
  expect(await reportOf(stack, job.id)).toEqual(sample.expected);
  expect(await readSnapshot(stack.database.pool)).toEqual(undisturbed);
}

test('a job whose services were all killed becomes interrupted, and goes on where its ledger ends', async () => {
  const source = await serve();
  source.holdAt(sample.bytes.length / 2);
  const job = await stack.start({ source: source.url, chunkSize: CHUNK_SIZE, force: true });
  await untilChunksAreLoaded(job);
  await Promise.all(stack.services.map((service) => service.kill()));
  source.release();
  await Promise.all([...stack.of('tracker'), ...stack.of('gateway')].map((service) => service.start()));
  const interrupted = await stack.reach(job.id, 'interrupted');
  expect(interrupted.error_message).toMatch(/No sign of life/);
  const others = JOB_SERVICES.filter((name) => name !== 'tracker' && name !== 'gateway');
  await Promise.all(others.flatMap((name) => stack.of(name).map((service) => service.start())));

  const { after, ranges } = await resume(job, source);
  await expectUndisturbed(after);
  const from = ranges.map((range) => Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0));
  expect(Math.max(...from)).toBeGreaterThan(0);
  expect(source.requests.filter(({ range }) => range !== undefined)).toMatchObject([{ ifRange: '"v1"' }]);
});

test('a source that does not know ranges is read again up to where the ledger ends', async () => {
  const source = await serve({ ranges: false });
  const job = await failInTheMiddle(source);
  const loaded = await countLoadedChunks(stack, job.id);
  const { after } = await resume(job, source);
  await expectUndisturbed(after);
  expect(loaded).toBeLessThan(after.progress?.total_batches ?? 0);
});

test('so is a source that nothing identifies, and a ZIP', async () => {
  const anonymous = await serve({ validators: false });
  await expectUndisturbed((await resume(await failInTheMiddle(anonymous), anonymous)).after);

  const zip = zipOf(sample.bytes);
  const archive = await serve({ bytes: zip });
  const job = await failInTheMiddle(archive, zip.length / 2);
  await expectUndisturbed((await resume(job, archive)).after);
});

test('a source that was replaced is refused, and a new job loads it', async () => {
  const source = await serve();
  const job = await failInTheMiddle(source);
  const newer = await sampleFile(stack, { rows: 1_000, seed: 52 });
  source.replace(newer.bytes);
  const { after } = await resume(job, source);
  expect(after).toMatchObject({ status: 'failed', error_code: 'SOURCE_CHANGED', publication: null });
  expect(after.error_message).toMatch(/replaced.*ETag "v1" → "v2"/);
  expect(await readSnapshot(stack.database.pool)).toEqual(undisturbed);

  const fresh = await runJob(stack, { source: source.url });
  expect(await reportOf(stack, fresh.id)).toEqual(newer.expected);
  await until(
    async () => (await tablesOf(stack, job.id)).length === 0,
    `the tables of job ${job.id} to be dropped`,
  );
});

test('other bytes of the same length are found out where nothing else tells', async () => {
  const source = await serve({ validators: false });
  const job = await failInTheMiddle(source);
  const changed = Buffer.from(sample.bytes);
  const digit = changed.indexOf('\n', 1_000) - 1;
  changed.writeUInt8((changed[digit] ?? 0) ^ 1, digit);
  source.replace(changed);
  const before = await readSnapshot(stack.database.pool);
  const { after } = await resume(job, source);
  expect(after).toMatchObject({ status: 'failed', error_code: 'SOURCE_CHANGED', publication: null });
  expect(await readSnapshot(stack.database.pool)).toEqual(before);
});

test('a publication that readers block fails with their names, and is all that a resumed job still does', async () => {
  const source = await serve();
  const reader = await stack.database.pool.connect();
  onTestFinished(() => reader.release());
  await reader.query('BEGIN; SELECT FROM public.tax_registration LIMIT 1');
  const { rows } = await reader.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const job = await runJob(stack, { source: source.url, chunkSize: CHUNK_SIZE, force: true });
  expect(job).toMatchObject({ status: 'failed', error_code: 'PUBLICATION_BLOCKED', publication: null });
  expect(job.error_message).toContain(`pid ${String(rows[0]?.pid)} `);
  await reader.query('ROLLBACK');

  const loaded = await countLoadedChunks(stack, job.id);
  const { after, ranges } = await resume(job, source);
  await expectUndisturbed(after);
  expect(ranges, 'requests to the source').toEqual([]);
  expect(await countLoadedChunks(stack, job.id)).toBe(loaded);
});
