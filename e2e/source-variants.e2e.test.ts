import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { serveFile } from '@regpipe/stack';
import { testStack, type TestStack } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { reportOf, runJob } from './testing/job-report.ts';
import { readSnapshot, type Snapshot, tablesOf } from './testing/live-tables.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';
import { zipOf } from '@regpipe/stack';

let stack: TestStack;
let dirty: SampleFile;
let dirtyTables: Snapshot;
/** Without a byte-order mark; every record a line. */
let plain: string;
let plainTables: Snapshot;

beforeAll(async () => {
  stack = await testStack();
  dirty = await sampleFile(stack, { rows: 5_000, seed: 11 });
  dirtyTables = await publish(dirty.path);
  const clean = await sampleFile(stack, { rows: 2_000, seed: 12, clean: true });
  plain = clean.bytes.toString('utf8').replace(/^\ufeff/, '');
  plainTables = await publish(clean.path);
});
afterAll(() => stack.close());

/** Loads a source and gives what is live then. */
async function publish(source: string, options: object = {}): Promise<Snapshot> {
  const job = await runJob(stack, { source, force: true, ...options });
  expect(job).toMatchObject({ status: 'success', error_message: null });
  return readSnapshot(stack.database.pool);
}

async function fileOf(name: string, contents: string | Buffer): Promise<string> {
  const path = join(stack.directory, name);
  await writeFile(path, contents);
  return path;
}

async function serve(path: string): Promise<string> {
  const server = await serveFile(path);
  onTestFinished(() => server.close());
  return server.url;
}

test('a ZIP, a file served over HTTP and a local one give the same tables', async () => {
  const zip = await fileOf('sample.zip', zipOf(dirty.bytes));
  expect(await publish(await serve(zip))).toEqual(dirtyTables);
  expect(await publish(zip)).toEqual(dirtyTables);
  expect(await publish(await serve(dirty.path))).toEqual(dirtyTables);
});

test('where a file is cut into chunks shows nowhere', async () => {
  expect(await publish(dirty.path, { chunkSize: 19 })).toEqual(dirtyTables);
  const { id } = await runJob(stack, { source: dirty.path, chunkSize: 19, mode: 'dry-run' });
  expect(await reportOf(stack, id)).toEqual({ ...dirty.expected, industries: -1 });
});

test.each([
  ['without a byte-order mark', (text: string) => text],
  ['with one', (text: string) => `\ufeff${text}`],
  ['with lines that end in CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['with a last line without its end', (text: string) => text.replace(/\n$/, '')],
  ['without the date line', (text: string) => text.replace(/\n.*\n/, '\n')],
])('a file %s gives the same tables', async (name, vary) => {
  const contents = vary(plain);
  const job = await runJob(stack, { source: await fileOf('varied.csv', contents) });
  expect(job).toMatchObject({ status: 'success', records_total: 2_000, records_processed: 2_000 });
  expect(job.source_stamp).toBe(name === 'without the date line' ? null : '2026-05-09');
  expect(await readSnapshot(stack.database.pool)).toEqual(plainTables);
});

test('columns are bound by name: in another order, with an optional one between, they give the same tables', async () => {
  const path = await fileOf(
    'reordered.csv',
    plain
      .split('\n')
      .map((line, number) => (line === '' ? line : reorder(line, number)))
      .join('\n'),
  );
  expect(await publish(path)).toEqual(plainTables);
});

/** Moves the last column to the front and puts 停業日期 behind it. The date stays in front, where it makes a date line. */
function reorder(line: string, number: number): string {
  if (number === 1) return `${line},`;
  const fields = line.match(/("([^"]|"")*"|[^",]*)(,|$)/g)?.map((field) => field.replace(/,$/, '')) ?? [];
  const columns = fields.slice(0, 16);
  return [columns.at(-1), number === 0 ? '停業日期' : '1150101', ...columns.slice(0, -1)].join(',');
}

test('with a limit the first records are published and no others, and the job warns of it', async () => {
  const LIMIT = 1_234;
  const cut = plain
    .split('\n')
    .slice(0, LIMIT + 2)
    .join('\n');
  const cutTables = await publish(await fileOf('cut.csv', cut));
  const limited = await runJob(stack, {
    source: await fileOf('plain.csv', plain),
    limit: LIMIT,
    chunkSize: 100,
  });
  expect(limited).toMatchObject({
    status: 'success',
    record_limit: LIMIT,
    records_total: LIMIT,
    records_processed: LIMIT,
    warnings: { RECORD_LIMIT: LIMIT },
  });
  expect(await readSnapshot(stack.database.pool)).toEqual(cutTables);
  expect(cutTables.registrations).toBe(LIMIT);
});

test('a limited dry run counts the first records of a dirty file only', async () => {
  const job = await runJob(stack, { source: dirty.path, limit: 999, mode: 'dry-run' });
  expect(job).toMatchObject({ status: 'success', records_total: 999, publication: null });
  expect(job.warnings).toMatchObject({ RECORD_LIMIT: 999 });
  const { processed, failed, duplicated, blank } = await reportOf(stack, job.id);
  expect(processed + failed + duplicated + blank).toBe(999);
  expect(await tablesOf(stack, job.id)).toEqual([]);
});

test('a limit that the file does not come to changes nothing', async () => {
  const { id } = await runJob(stack, { source: dirty.path, limit: 5_001, mode: 'dry-run' });
  expect(await reportOf(stack, id)).toEqual({ ...dirty.expected, industries: -1 });
});
