import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Job } from '@regpipe/contracts';
import { JOB_SERVICES } from '@regpipe/stack';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { countMetric, type MetricName } from './testing/count-metric.ts';
import { csvOf, record } from './testing/hand-made.ts';
import { runJob } from './testing/job-report.ts';
import { jobLines, type LogLine } from './testing/log-lines.ts';

let stack: TestStack;
/** Its source has two rejects among five records. */
let loaded: Job;
/** Its source has not the columns that the data set wants. */
let failed: Job;
/** Of the source of the first one, and three records more. */
let dry: Job;
/** All that each service has logged. */
let logs: readonly string[];
let lines: readonly LogLine[];

beforeAll(async () => {
  stack = await testStack();
  loaded = await runJob(stack, { source: await sourceFile('good.csv', csvOf(...records(5, 2))) });
  failed = await runJob(stack, { source: await sourceFile('bad.csv', Buffer.from('a,b\n1,2\n')) });
  dry = await runJob(stack, {
    source: await sourceFile('more.csv', csvOf(...records(8, 2))),
    mode: 'dry-run',
  });
  for (const { id } of [loaded, failed, dry]) {
    await until(async () => (await jobLines(stack, 'tracker', 'etl_summary', id)).length > 0, 'its summary');
  }
  logs = await Promise.all(
    JOB_SERVICES.map((name) => readFile(join(stack.directory, 'logs', `${name}.log`), 'utf8')),
  );
  lines = logs.flatMap((log) => linesOf(log).map((line) => JSON.parse(line) as LogLine));
});
afterAll(() => stack.close());

function linesOf(log: string): string[] {
  return log.split('\n').slice(0, -1);
}

function records(all: number, rejected: number): string[] {
  return Array.from({ length: all }, (_, n) =>
    record('addr', n < rejected ? 'no number' : String(10_000_000 + n), '', `name ${n}`),
  );
}

async function sourceFile(name: string, bytes: Buffer): Promise<string> {
  const path = join(stack.directory, name);
  await writeFile(path, bytes);
  return path;
}

/** Which lines the metric's filter lets through, and what they bring to it. */
function counted(name: MetricName): readonly unknown[] {
  return countMetric(name, lines).map(({ line, value }) => [
    ...[line['name'], line['event'], line['job_run_id'], value],
  ]);
}

test('the jobs have ended as this file needs them', () => {
  expect(loaded).toMatchObject({ status: 'success', records_processed: 3, records_failed: 2 });
  expect(failed).toMatchObject({ status: 'failed', records_processed: 0, records_failed: 0 });
  expect(dry).toMatchObject({ status: 'success', records_processed: 6, records_failed: 2 });
});

test('jobs are counted as completed or failed, dry runs too', () => {
  expect(counted('ETLCompleted')).toEqual([
    ['tracker', 'etl_completed', loaded.id, 1],
    ['tracker', 'etl_completed', dry.id, 1],
  ]);
  expect(counted('ETLFailed')).toEqual([['tracker', 'etl_failed', failed.id, 1]]);
});

test('records are counted as the API reports them, but for those of a dry run', () => {
  expect(counted('RecordsProcessed')).toEqual(
    [loaded, failed].map(({ id, records_processed }) => ['tracker', 'etl_summary', id, records_processed]),
  );
  expect(counted('RecordsRejected')).toEqual(
    [loaded, failed].map(({ id, records_failed }) => ['tracker', 'etl_summary', id, records_failed]),
  );
});

test('every line of level ERROR is an error, and no other', () => {
  const errors = logs.flatMap(linesOf).filter((line) => line.includes('"level":"ERROR"'));
  expect(errors).not.toHaveLength(0);
  expect(countMetric('ErrorCount', lines)).toHaveLength(errors.length);
  expect(counted('ErrorCount')).toContainEqual(['tracker', 'etl_failed', failed.id, 1]);
});

test('levels are read from what the gateway measures, and from nothing that a job says', () => {
  for (const name of [
    'RawBacklog',
    'CleanBacklog',
    'DeadLetters',
    'PublicationAge',
    'VerifiedAge',
  ] as const) {
    for (const { line, value } of countMetric(name, lines)) {
      expect(line).toMatchObject({ name: 'gateway', event: expect.stringMatching(/_measured$/) as string });
      expect(value).toEqual(expect.any(Number));
    }
  }
});

// A filter for JSON passes over any other line without a word.
test('all that the services say are objects, each on a line of its own', () => {
  for (const [n, name] of JOB_SERVICES.entries()) {
    const said = linesOf(logs[n] ?? '');
    expect(said).not.toHaveLength(0);
    for (const line of said) {
      expect(line).toMatch(/^\{.*\}$/);
      expect(JSON.parse(line)).toMatchObject({ name, level: expect.any(String) as string });
    }
  }
});
