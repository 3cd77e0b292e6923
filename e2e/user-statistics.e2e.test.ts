import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ServiceName } from '@regpipe/stack';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { ended, getJson, runJob } from './testing/job-report.ts';
import { countLoadedChunks, tablesOf } from './testing/live-tables.ts';
import { startPacedSource } from './testing/paced-source.ts';
import {
  addOthers,
  countInconsistencies,
  type StatisticsFile,
  statisticsFile,
} from './testing/user-statistics.ts';

const DATASET = 'user-statistics';
const NONE = { missing: 0, others: 0 };
const HEADER = 'ユーザーID,ログイン回数,投稿回数';

let stack: TestStack;
let file: StatisticsFile;

beforeAll(async () => {
  stack = await testStack();
  file = await statisticsFile(stack, {
    rows: 20_000,
    seed: 11,
    unknownPercent: 2,
    duplicatePercent: 1,
    inactivePercent: 5,
  });
  await addOthers(stack);
});
afterAll(() => stack.close());

const run = (source: string) => runJob(stack, { dataset: DATASET, source });

test('every valid row of a file is in the table afterwards, and no other has changed', async () => {
  const { missing } = await countInconsistencies(stack, file);
  expect(missing).toBe(file.users);
  const job = await run(file.path);
  expect(job).toMatchObject({
    status: 'success',
    load: 'merge',
    publication: null,
    records_total: 20_000,
    records_processed: file.users,
    records_failed: file.unknown,
    records_duplicated: file.duplicated,
    warnings: { USER_INACTIVE: file.inactive },
  });
  expect(await countInconsistencies(stack, file)).toEqual(NONE);
  expect(await tablesOf(stack, job.id)).toEqual([]);
  expect(await getJson(stack, `/api/jobs/${job.id}/errors?limit=1`)).toMatchObject({
    by_type: [
      { error_type: 'USER_NOT_FOUND', count: file.unknown },
      { error_type: 'DUPLICATE', count: file.duplicated },
    ],
  });
});

async function killAndStart(...names: ServiceName[]): Promise<void> {
  const restart = async (name: ServiceName) => {
    const [service] = stack.of(name);
    await service?.kill();
    await service?.start();
  };
  await Promise.all(names.map(restart));
}

test('a file is merged wholly and once when services are killed in its middle and at its merge, and it comes again', async () => {
  const next = await statisticsFile(stack, { rows: 20_000, seed: 12, unknownPercent: 2 });
  const source = await startPacedSource({ bytes: next.bytes });
  onTestFinished(() => source.close());
  source.holdAt(next.bytes.length / 2);
  const job = await stack.start({ dataset: DATASET, source: source.url, chunkSize: 1_000 });
  await until(async () => (await countLoadedChunks(stack, job.id)) > 5, 'chunks to be loaded');
  await killAndStart('loader', 'transformer');
  // Nothing is written before all of the file is read.
  expect(await countInconsistencies(stack, file)).toEqual(NONE);
  const writer = await stack.database.pool.connect();
  await writer.query(
    `BEGIN; UPDATE public.user_statistics SET login_count = 0 WHERE user_id = 'user-0000100'`,
  );
  source.release();
  const atMerge = async () => (await stack.job(job.id)).progress?.publish_step === 'merge';
  await until(atMerge, 'the merge');
  await killAndStart('loader');
  await writer.query('ROLLBACK');
  writer.release();
  expect(await ended(stack, job.id)).toMatchObject({ status: 'success', records_failed: next.unknown });
  expect(await countInconsistencies(stack, next)).toEqual(NONE);

  expect(await run(source.url)).toMatchObject({ status: 'success', records_processed: next.users });
  expect(await countInconsistencies(stack, next)).toEqual(NONE);
});

test.each([
  ['with another header', `${HEADER},備考\nuser-0000001,1,1,x\n`, 'HEADER_MISMATCH', /備考/],
  ['in another encoding', Buffer.from(`\ufeff${HEADER}\n`, 'utf16le'), 'SOURCE_ENCODING', /UTF-16LE/],
  [
    'with faulty rows',
    `${HEADER}\nuser-0000001,1,1\n,2,2\nuser-0000003,３,3\n`,
    'VALIDATION_FAILED',
    /2 rows .*line 3: ユーザーID is empty; line 4: ログイン回数 "３"/,
  ],
  [
    'of too many unknown users',
    `${HEADER}\nuser-0000001,1,1\nnobody,2,2\n`,
    'TOLERANCE_EXCEEDED',
    /1 of 2 records failed/,
  ],
] as const)('a file %s fails, and writes nothing', async (what, text, code, message) => {
  const before = await countInconsistencies(stack, file);
  const path = join(stack.directory, `${what}.csv`);
  await writeFile(path, text);
  expect(await run(path)).toMatchObject({
    status: 'failed',
    error_code: code,
    error_message: expect.stringMatching(message) as string,
  });
  expect(await countInconsistencies(stack, file)).toEqual(before);
});

test('the API answers with the counts of one user, and keeps who the user is to itself', async () => {
  expect(await getJson(stack, '/api/user-statistics/other-7')).toMatchObject({
    login_count: 7,
    post_count: 7,
  });
  expect((await stack.request('GET', '/api/user-statistics/nobody')).status).toBe(404);
  expect(await getJson(stack, `/api/datasets/${DATASET}`)).toMatchObject({ load: 'merge', live: null });
  const refused = await stack.request('POST', `/api/datasets/${DATASET}/rollback`);
  expect(await refused.json()).toMatchObject({
    status: 409,
    code: 'NO_PREVIOUS_VERSION',
    detail: expect.stringContaining('merged') as string,
  });
});
