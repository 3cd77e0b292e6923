import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Job } from '@regpipe/contracts';
import { testStack, type TestStack } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { csvOf, record } from './testing/hand-made.ts';
import { ended, getJson, runJob } from './testing/job-report.ts';
import { tablesOf } from './testing/live-tables.ts';

let stack: TestStack;
let published: Job;

beforeAll(async () => {
  // As they are in production; other tests run without them.
  stack = await testStack({
    environment: { REGPIPE_GUARD_ROWS_GONE_PERCENT: '', REGPIPE_GUARD_REJECTED_PERCENT: '' },
  });
  published = await runJob(stack, { source: await register('first', 1_000) });
  expect(published).toMatchObject({ status: 'success', records_processed: 1_000, accepted: false });
});
afterAll(() => stack.close());

/** A file of so many good records, and some whose number is none. */
async function register(name: string, good: number, bad = 0): Promise<string> {
  const path = join(stack.directory, `${name}.csv`);
  const goods = Array.from({ length: good }, (_, n) => record('addr', String(10_000_000 + n), '', name));
  const bads = Array.from({ length: bad }, () => record('addr', 'no number', '', name));
  await writeFile(path, csvOf(...goods, ...bads));
  return path;
}

const liveName = async () => {
  const { rows } = await stack.database.pool.query<{ name: string; rows: number }>(
    'SELECT business_name AS name, count(*) AS rows FROM public.tax_registration GROUP BY 1',
  );
  return rows;
};

async function resume(job: Job, body?: object): Promise<Job> {
  const answer = await stack.request('POST', `/api/jobs/${job.id}/resume`, body);
  expect(answer.status).toBe(202);
  return ended(stack, job.id);
}

test('fewer rows than the guard allows are not published until someone accepts them', async () => {
  const before = await liveName();
  const job = await runJob(stack, { source: await register('fewer', 850) });
  expect(job).toMatchObject({ status: 'failed', error_code: 'GUARD_ROWS_GONE', publication: null });
  expect(job.error_message).toMatch(/1000 rows.*850 \(15\.00 % gone; the guard stops at 10 %\)/);
  expect(await liveName()).toEqual(before);

  // Resumed without a word it is stopped again; nothing of it is lost.
  expect(await resume(job)).toMatchObject({ status: 'failed', error_code: 'GUARD_ROWS_GONE', attempt: 2 });
  expect(await resume(job, { accept: true })).toMatchObject({
    status: 'success',
    accepted: true,
    error_code: null,
    records_processed: 850,
    publication: { live: true },
  });
  expect(await liveName()).toEqual([{ name: 'fewer', rows: 850 }]);
});

test('more rejects than the guard allows are not published until someone accepts them', async () => {
  const before = await liveName();
  const source = await register('worse', 940, 60);
  const job = await runJob(stack, { source });
  expect(job).toMatchObject({ status: 'failed', error_code: 'GUARD_REJECTED', publication: null });
  expect(job.error_message).toContain('60 of 1000 records were rejected (6.00 %; the guard stops at 5 %)');
  expect(await liveName()).toEqual(before);
  expect(await getJson(stack, `/api/jobs/${job.id}/errors?limit=1`)).toMatchObject({
    by_type: [{ error_type: 'INVALID_BAN', count: 60 }],
  });
  // The source is not asked again: it may be another one by now.
  await writeFile(source, 'gone');
  expect(await resume(job, { accept: true })).toMatchObject({ status: 'success', records_failed: 60 });
  expect(await liveName()).toEqual([{ name: 'worse', rows: 940 }]);
});

test('a dry run says that a guard would stop etl, and leaves nothing behind', async () => {
  const before = await liveName();
  const job = await runJob(stack, { source: await register('dry', 500), mode: 'dry-run' });
  expect(job).toMatchObject({ status: 'failed', error_code: 'GUARD_ROWS_GONE', records_processed: 500 });
  expect(await tablesOf(stack, job.id)).toEqual([]);
  expect(await liveName()).toEqual(before);
  const answer = await stack.request('POST', `/api/jobs/${job.id}/resume`, { accept: true });
  expect(await answer.json()).toMatchObject({ code: 'JOB_NOT_RESUMABLE' });
});

test('a limited job, and one accepted from the start, publish fewer rows', async () => {
  const source = await register('few', 300);
  expect(await runJob(stack, { source, limit: 200 })).toMatchObject({ status: 'success' });
  expect(await liveName()).toEqual([{ name: 'few', rows: 200 }]);
  expect(await runJob(stack, { source })).toMatchObject({ status: 'success', records_processed: 300 });
  const fewest = await register('fewest', 10);
  expect(await runJob(stack, { source: fewest, accept: true })).toMatchObject({
    status: 'success',
    accepted: true,
  });
  expect(await liveName()).toEqual([{ name: 'fewest', rows: 10 }]);
});
