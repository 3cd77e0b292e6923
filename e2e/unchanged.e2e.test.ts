import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';

import type { Job } from '@regpipe/contracts';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import { ended, reportOf, runJob } from './testing/job-report.ts';
import { countLoadedChunks, readSnapshot, tablesOf } from './testing/live-tables.ts';
import { jobLines } from './testing/log-lines.ts';
import { type PacedSource, type PacedSourceOptions, startPacedSource } from './testing/paced-source.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';
import { zipOf } from '@regpipe/stack';

let stack: TestStack;
let sample: SampleFile;
let newer: SampleFile;
let source: PacedSource;
/** What is live when a test begins: the sample, read from `source`. */
let live: Job;

beforeAll(async () => {
  stack = await testStack();
  sample = await sampleFile(stack, { rows: 5_000, seed: 111 });
  newer = await sampleFile(stack, { rows: 1_000, seed: 112 });
});
afterAll(() => stack.close());

beforeEach(async () => {
  source = await serve();
  live = await runJob(stack, { source: source.url, force: true });
  expect(live).toMatchObject({ status: 'success', forced: true, unchanged: null });
});

async function serve(options: Partial<PacedSourceOptions> = {}): Promise<PacedSource> {
  const served = await startPacedSource({ bytes: sample.bytes, ...options });
  onTestFinished(() => served.close());
  return served;
}

/** A job that ended well, published nothing and left nothing behind. */
async function expectSkipped(job: Job, by: string, since = live): Promise<void> {
  expect(job).toMatchObject({
    status: 'skipped',
    unchanged: { job_id: since.id, by },
    error_code: null,
    publication: null,
  });
  await until(async () => (await tablesOf(stack, job.id)).length === 0, 'its tables to be dropped');
  expect(await liveVersion()).toBe(since.id);
  await until(async () => (await jobLines(stack, 'tracker', 'etl_skipped', job.id)).length > 0, 'the log');
}

async function liveVersion(): Promise<number | undefined> {
  const { rows } = await stack.database.pool.query<{ version: number }>(
    'SELECT version FROM etl.publication WHERE live',
  );
  return rows[0]?.version;
}

test('a source with the same ETag is left unread, again and again', async () => {
  source.holdAt(sample.bytes.length / 2);
  for (let time = 0; time < 2; time += 1) {
    const job = await runJob(stack, { source: source.url });
    await expectSkipped(job, 'etag');
    expect(job).toMatchObject({ source_etag: live.source_etag, records_total: null });
    expect(await countLoadedChunks(stack, job.id)).toBe(0);
    await until(() => source.connections() === 0, 'the source to be let go');
  }
});

test('a file of the same date and length is left unread', async () => {
  const published = await runJob(stack, { source: sample.path, force: true });
  const job = await runJob(stack, { source: sample.path });
  await expectSkipped(job, 'last-modified', published);
  expect(await countLoadedChunks(stack, job.id)).toBe(0);
});

test.each([
  ['under another address', () => serve()],
  ['in a ZIP', () => serve({ bytes: zipOf(sample.bytes) })],
  ['under an address that tells nothing about it', () => serve({ validators: false })],
])('the same content %s is read and not published, and nothing of it stays', async (_where, other) => {
  const before = await readSnapshot(stack.database.pool);
  const job = await runJob(stack, { source: (await other()).url, chunkSize: 100 });
  await expectSkipped(job, 'content');
  expect(job).toMatchObject({ source_sha256: live.source_sha256, records_total: sample.expected.total });
  expect(await readSnapshot(stack.database.pool)).toEqual(before);
});

test('the same content is found also by a tracker that was away when it had been read', async () => {
  const other = await serve();
  other.holdAt(sample.bytes.length / 2);
  const { id } = await stack.start({ source: other.url, chunkSize: 100 });
  await until(async () => (await countLoadedChunks(stack, id)) > 2, `chunks of job ${id}`);
  const [tracker] = stack.of('tracker');
  await tracker?.kill();
  other.release();
  await until(async () => (await jobLines(stack, 'fetcher', 'fetch_completed', id)).length > 0, 'the end');
  await tracker?.start();
  await expectSkipped(await ended(stack, id), 'content');
});

test('a forced job loads what is live already', async () => {
  const job = await runJob(stack, { source: source.url, force: true });
  expect(job).toMatchObject({ status: 'success', forced: true, publication: { live: true } });
  expect(await reportOf(stack, job.id)).toEqual(sample.expected);
  await expectSkipped(await runJob(stack, { source: source.url }), 'etag', job);
});

test('a changed source is loaded, and from then on compared with', async () => {
  source.replace(newer.bytes);
  const job = await runJob(stack, { source: source.url });
  expect(job).toMatchObject({ status: 'success', unchanged: null });
  expect(await reportOf(stack, job.id)).toEqual(newer.expected);
  await expectSkipped(await runJob(stack, { source: source.url }), 'etag', job);
});

test('after a rollback the source is compared with what is live again', async () => {
  const path = join(stack.directory, 'changing.csv');
  await writeFile(path, newer.bytes);
  expect(await runJob(stack, { source: path })).toMatchObject({ status: 'success' });
  expect((await stack.request('POST', '/api/datasets/tax-registration/rollback')).status).toBe(200);
  await expectSkipped(await runJob(stack, { source: source.url }), 'etag');
  expect(await runJob(stack, { source: path })).toMatchObject({ status: 'success' });
});

test('a dry run is counted and a limit is kept, whatever is live', async () => {
  const dry = await runJob(stack, { source: source.url, mode: 'dry-run' });
  expect(dry).toMatchObject({ status: 'success', records_total: sample.expected.total });
  const limited = await runJob(stack, { source: source.url, limit: 5_000 });
  expect(limited).toMatchObject({ status: 'success', publication: { live: true } });
  // A limited publication may hold a part only, so nothing equals it.
  expect(await runJob(stack, { source: source.url })).toMatchObject({ status: 'success' });
});

test('a skipped job can be neither resumed nor cancelled', async () => {
  const job = await runJob(stack, { source: source.url });
  await expectSkipped(job, 'etag');
  for (const [verb, code] of [
    ['resume', 'JOB_NOT_RESUMABLE'],
    ['cancel', 'JOB_NOT_CANCELLABLE'],
  ]) {
    const refused = await stack.request('POST', `/api/jobs/${job.id}/${String(verb)}`);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code, job_id: job.id, job_status: 'skipped' });
  }
});
