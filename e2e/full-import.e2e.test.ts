import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Job } from '@regpipe/contracts';
import { type FileServer, SERVICES, serveFile } from '@regpipe/stack';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { csvOf, record } from './testing/hand-made.ts';
import { reportOf, runJob } from './testing/job-report.ts';
import { readSnapshot, tablesOf } from './testing/live-tables.ts';
import { jobLines, logLines } from './testing/log-lines.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';

const CHUNK_SIZE = 700;

let stack: TestStack;
let sample: SampleFile;
let source: FileServer;
let full: Job;

beforeAll(async () => {
  stack = await testStack({ replicas: { scheduler: 1, intake: 1, projector: 1, query: 1 } });
  sample = await sampleFile(stack, { rows: 20_000, seed: 7 });
  source = await serveFile(sample.path);
  full = await runJob(stack, { source: source.url, chunkSize: CHUNK_SIZE });
});
afterAll(async () => {
  await source.close();
  await stack.close();
});

test('a dirty file is accounted for to the row', async () => {
  expect(full.status).toBe('success');
  expect(await reportOf(stack, full.id)).toEqual(sample.expected);
  const { total, processed, failed, duplicated, blank } = await reportOf(stack, full.id);
  expect(processed + failed + duplicated + blank).toBe(total);
});

test('what is published is what the job reports', async () => {
  const { registrations, industries } = await readSnapshot(stack.database.pool);
  expect(registrations).toBe(full.records_processed);
  expect(industries).toBe(sample.expected.industries);
  expect(full.publication).toMatchObject({
    version: full.id,
    live: true,
    source_stamp: sample.expected.sourceStamp,
    etag: full.source_etag,
    row_counts: { tax_registration: registrations, business_industry: industries },
  });
  const { rows: orphans } = await stack.database.pool.query(
    'SELECT FROM business_industry WHERE business_id NOT IN (SELECT ban FROM tax_registration)',
  );
  expect(orphans).toEqual([]);
});

test('each reject is kept with its line in the source and its raw text', async () => {
  const { rows } = await stack.database.pool.query<{ source_line: number; raw_data: string }>(
    `SELECT source_line, raw_data FROM etl.data_import_error
      WHERE job_id = $1 AND error_type IN ('INVALID_BAN', 'MISSING_NAME', 'WRONG_COLUMN_COUNT')`,
    [full.id],
  );
  expect(rows.length).toBeGreaterThan(0);
  const lines = sample.bytes.toString('utf8').split('\n');
  for (const { source_line, raw_data } of rows) expect(lines[source_line - 1]).toBe(raw_data);
});

test('a chunk has no more records than asked for', async () => {
  const { rows } = await stack.database.pool.query<{ chunks: number; largest: number }>(
    'SELECT count(DISTINCT chunk) AS chunks, max(records) AS largest FROM etl.chunk_ledger WHERE job_id = $1',
    [full.id],
  );
  const chunks = Math.ceil(sample.expected.total / CHUNK_SIZE);
  expect(rows).toEqual([{ chunks, largest: CHUNK_SIZE }]);
  expect(full.progress).toMatchObject({
    total_batches: chunks,
    last_successful_batch: chunks - 1,
    fetched_batches: chunks,
    transformed_batches: chunks,
    publish_step: 'swap',
    publish_seconds: expect.any(Number) as number,
  });
});

test('the log tells the job in the lines that dashboards count on', async () => {
  const id = full.id;
  await until(async () => (await jobLines(stack, 'tracker', 'etl_summary', id)).length > 0, 'the summary');
  const { processed, failed, total } = sample.expected;
  const sum = (lines: readonly Record<string, unknown>[], field: string) =>
    lines.reduce((all, line) => all + Number(line[field]), 0);

  expect(await jobLines(stack, 'tracker', 'etl_started', id)).toMatchObject([{ source: source.url }]);
  expect(await jobLines(stack, 'tracker', 'etl_completed', id)).toMatchObject([{ status: 'success' }]);
  expect(await jobLines(stack, 'tracker', 'etl_summary', id)).toMatchObject([
    { records_total: total, records_success: processed, records_failed: failed, version: id },
  ]);
  const completed = await jobLines(stack, 'loader', 'batch_completed', id);
  expect(new Set(completed.map((line) => line['batch_num'])).size).toBe(full.progress?.total_batches);
  expect(sum(completed, 'records')).toBe(total);
  const rejected = await jobLines(stack, 'transformer', 'batch_validation_errors', id);
  expect(sum(rejected, 'records_failed')).toBe(failed);
});

test('a dry run reports the counts of a full one and writes to no business table', async () => {
  const before = await readSnapshot(stack.database.pool);
  const dry = await runJob(stack, { source: source.url, mode: 'dry-run', chunkSize: CHUNK_SIZE });
  expect(dry.status).toBe('success');
  expect(dry.publication).toBeNull();
  // Industry rows are counted by publishing them.
  expect(await reportOf(stack, dry.id)).toEqual({ ...sample.expected, industries: -1 });
  expect(await readSnapshot(stack.database.pool)).toEqual(before);
  expect(await tablesOf(stack, dry.id)).toEqual([]);
  expect(await jobLines(stack, 'loader', 'batch_dry_run', dry.id)).not.toHaveLength(0);
  expect(await jobLines(stack, 'loader', 'batch_completed', dry.id)).toHaveLength(0);
});

test('fields arrive as they stand in the source, and the first of several records with one number stays', async () => {
  const path = join(stack.directory, 'hand-made.csv');
  const bytes = csvOf(
    record(
      ...['"臺北市, 1號"', '04595257', '', '"甲""商""行"', '"1,000,000"', '0980102', '獨資', 'y'],
      ...['561113', '餐館', '561114', '', '561113', '又是餐館'],
    ),
    record('　高雄市２號', '00501508', '04595257', '\\N', '', '', '', 'N'),
    record('臺南市', '62140097', '', '乙\t公司\\', '不詳', '1010203', '有限公司', 'Y', '471919', '零售'),
    record('後來的', '04595257', '', '丙商行', '5', '1120101', '合夥', 'Y', '999999', '不該有'),
    record('"一行\n兩行"', '00000074', '', '丁商行', '7', '1120101', '合夥', 'N'),
  );
  await writeFile(path, bytes);
  const job = await runJob(stack, { source: path, chunkSize: 2 });
  expect(job).toMatchObject({ status: 'success', records_processed: 4, records_duplicated: 1 });
  const { rows: registrations } = await stack.database.pool.query({
    text: `SELECT ban, headquarters_ban, business_name, business_address, capital_amount, business_setup_date,
                  business_type, is_use_invoice
             FROM tax_registration ORDER BY ban`,
    rowMode: 'array',
  });
  expect(registrations).toEqual([
    ['00000074', null, '丁商行', '一行\n兩行', 7, '1120101', '合夥', false],
    ['00501508', '04595257', '\\N', '高雄市２號', 0, null, null, false],
    ['04595257', null, '甲"商"行', '臺北市, 1號', 1_000_000, '0980102', '獨資', true],
    ['62140097', null, '乙\t公司\\', '臺南市', 0, '1010203', '有限公司', true],
  ]);
  const { rows: industries } = await stack.database.pool.query({
    text: 'SELECT * FROM business_industry ORDER BY business_id, "order"',
    rowMode: 'array',
  });
  expect(industries).toEqual([
    ['04595257', '561113', '餐館', 1],
    ['04595257', '561114', null, 2],
    ['62140097', '471919', '零售', 1],
  ]);
  expect(job.warnings).toEqual({ DUPLICATE_INDUSTRY: 1, CAPITAL_NOT_A_NUMBER: 1 });
});

test('every line of every log is JSON with its level, moment, service and event', async () => {
  for (const name of SERVICES) {
    const lines = await logLines(stack, name);
    expect(lines).not.toHaveLength(0);
    for (const line of lines) {
      expect(line).toMatchObject({ name, event: expect.any(String), message: expect.any(String) });
      expect(line['level']).toMatch(/^(DEBUG|INFO|WARN|ERROR)$/);
      expect(line['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
    }
  }
});
