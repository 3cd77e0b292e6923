import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';

import { csvOf, HEADER, record } from './testing/hand-made.ts';
import { getJson, runJob } from './testing/job-report.ts';
import { countLoadedChunks, readSnapshot, type Snapshot, tablesOf } from './testing/live-tables.ts';
import { jobLines } from './testing/log-lines.ts';
import { type PacedSource, startPacedSource } from './testing/paced-source.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';
import { zipOf } from '@regpipe/stack';

const DATASET = 'tax-registration';
const CHUNK_SIZE = 200;

let stack: TestStack;
let sample: SampleFile;
let published: number;
let publishedTables: Snapshot;

beforeAll(async () => {
  stack = await testStack();
  sample = await sampleFile(stack, { rows: 5_000, seed: 21 });
  published = (await runJob(stack, { source: sample.path })).id;
  publishedTables = await readSnapshot(stack.database.pool);
});
afterAll(() => stack.close());

afterEach(async () => {
  const { live } = await getJson<{ live: { version: number } }>(stack, `/api/datasets/${DATASET}`);
  expect(live.version, 'the live version').toBe(published);
  expect(await readSnapshot(stack.database.pool), 'the live tables').toEqual(publishedTables);
});

async function fileOf(name: string, contents: string | Buffer): Promise<string> {
  const path = join(stack.directory, name);
  await writeFile(path, contents);
  return path;
}

async function serve(bytes: Buffer, status?: number): Promise<PacedSource> {
  const source = await startPacedSource({ bytes, status });
  onTestFinished(() => source.close());
  return source;
}

/** Runs a job that must fail; its log and its row must agree on why. */
async function failureOf(source: string): Promise<{ id: number; code: string | null; message: string }> {
  const job = await runJob(stack, { source, chunkSize: CHUNK_SIZE });
  expect(job).toMatchObject({ status: 'failed', publication: null });
  const { id, error_code: code, error_message: message } = job;
  await until(async () => (await jobLines(stack, 'tracker', 'etl_failed', id)).length > 0, 'the log line');
  expect(await jobLines(stack, 'tracker', 'etl_failed', id)).toMatchObject([{ code, reason: message }]);
  return { id, code, message: message ?? '' };
}

test('a second start is refused with the running job, and the running one goes on', async () => {
  const source = await serve(sample.bytes);
  source.holdAt(sample.bytes.length / 2);
  const { id } = await stack.start({ source: source.url, mode: 'dry-run' });
  for (const mode of ['full', 'dry-run']) {
    const refused = await stack.request('POST', '/api/jobs', { source: sample.path, mode });
    expect(refused.status).toBe(409);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({
      code: 'JOB_RUNNING',
      job_id: id,
      detail: expect.stringContaining(`Job ${id} `),
      next: expect.stringContaining('cancel'),
    });
  }
  source.release();
  expect(await stack.reach(id, 'success')).toMatchObject({ records_total: sample.expected.total });
});

test('of many starts at once one is taken', async () => {
  const source = await serve(sample.bytes);
  source.holdAt(sample.bytes.length / 2);
  const body = { source: source.url, mode: 'dry-run' };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => stack.request('POST', '/api/jobs', body)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array<number>(7).fill(409)]);
  source.release();
  const taken = answers.find(({ status }) => status === 202);
  await stack.reach(((await taken?.json()) as { id: number }).id, 'success');
});

test('a header with unknown and missing columns fails the job with every difference named', async () => {
  const text = sample.bytes.toString('latin1').replace(/^.*\n/, '');
  const header = '營業地址,統一編號,總機構統一編號,公司名稱,資本額,設立日期,組織別名稱,使用統一發票,備註';
  const path = await fileOf(
    'other-header.csv',
    Buffer.concat([Buffer.from(`${header}\n`), Buffer.from(text, 'latin1')]),
  );
  const { id, code, message } = await failureOf(path);
  expect(code).toBe('HEADER_MISMATCH');
  for (const name of ['營業人名稱', '行業代號', '名稱3', '公司名稱', '備註'])
    expect(message).toContain(`"${name}"`);
  expect(await countLoadedChunks(stack, id)).toBe(0);
});

test('tables of a failed job go when the next job takes over', async () => {
  const { id } = await failureOf(await fileOf('no-header.csv', 'a,b,c\n1,2,3\n'));
  const { id: next } = await runJob(stack, { source: sample.path, mode: 'dry-run' });
  await until(async () => (await tablesOf(stack, id)).length === 0, `the tables of job ${id} to be dropped`);
  expect(await tablesOf(stack, next)).toEqual([]);
  const refused = await stack.request('POST', `/api/jobs/${id}/resume`);
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ code: 'JOB_SUPERSEDED', job_id: id });
});

test('a body shorter than declared fails the job, whatever was loaded of it', async () => {
  const source = await serve(sample.bytes);
  source.cutAt(sample.bytes.length - 100);
  const { id, code, message } = await failureOf(source.url);
  expect(code).toBe('SOURCE_TRUNCATED');
  expect(message).toMatch(/after 4 attempts/);
  // Bytes that a reset connection loses on the way make one more try; the last ones all asked for the same missing end.
  expect(source.requests.length).toBeGreaterThanOrEqual(4);
  expect(new Set(source.requests.slice(-3).map(({ range }) => range)).size).toBe(1);
  expect(source.connections()).toBe(0);
  const resumed = await stack.request('POST', `/api/jobs/${id}/resume`);
  expect(resumed.status).toBe(202);
  await stack.reach(id, 'failed');
});

test('a connection that drops once costs the job nothing', async () => {
  const source = await serve(sample.bytes);
  source.cutAt(sample.bytes.length / 2);
  const { id } = await stack.start({ source: source.url, mode: 'dry-run', chunkSize: CHUNK_SIZE });
  await until(() => source.requests.length > 1, 'the second request');
  source.release();
  expect(await stack.reach(id, 'success', 'failed')).toMatchObject({
    status: 'success',
    records_total: sample.expected.total,
    records_processed: sample.expected.processed,
  });
});

test('a ZIP whose checksum is wrong fails the job after its last byte', async () => {
  const { code, message } = await failureOf(
    await fileOf('wrong.zip', zipOf(sample.bytes, { declaredCrc: 1 })),
  );
  expect(code).toBe('ZIP_INVALID');
  expect(message).toMatch(/CRC/);
});

test.each([
  ['an address that answers 404', async () => (await serve(sample.bytes, 404)).url, 'SOURCE_REFUSED', /404/],
  [
    'an address that nobody listens at',
    () => 'http://127.0.0.1:1/data.csv',
    'SOURCE_UNREACHABLE',
    /attempts/,
  ],
  ['a path without a file', () => join(stack.directory, 'none.csv'), 'SOURCE_NOT_FOUND', /none\.csv/],
  ['an empty file', () => fileOf('empty.csv', ''), 'SOURCE_EMPTY', /empty/],
  ['a page of HTML', () => fileOf('page.csv', '<!DOCTYPE html><html></html>'), 'SOURCE_REFUSED', /web page/],
])('%s fails the job with a code of its own', async (_what, locate, expected, message) => {
  const failure = await failureOf(await locate());
  expect(failure.code).toEqual(expected);
  expect(failure.message).toMatch(message);
});

test.each([
  ['with a header and no record', csvOf()],
  ['with a header and no date line', Buffer.from(`${HEADER}\n`)],
  ['of which every record is rejected', csvOf(record('addr', 'not-a-ban', '', 'name'))],
])('a source %s is not published over a full register', async (_kind, contents) => {
  const failure = await failureOf(await fileOf('nothing-loaded.csv', contents));
  expect(failure.code).toBe('SOURCE_EMPTY');
});
