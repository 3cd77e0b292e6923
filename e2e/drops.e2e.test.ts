import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type DropReport, dropReportSchema } from '@regpipe/contracts';
import { s3Store } from '@regpipe/object-store';
import type { ServiceName } from '@regpipe/stack';
import { testS3, type TestS3, testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { addUsers, countInconsistencies, countsOf, csvOf, readChecksum } from './testing/drop-files.ts';

const BUCKET = 'drops';
const USERS = 20_000;
/** Shift_JIS: ユーザーID,ログイン回数,投稿回数 */
const SHIFT_JIS_HEADER = '83868381835B44492C838D834F83438393 89F190942C938A8D6589F19094'.replaceAll(' ', '');

interface Row {
  readonly id: number;
  readonly status: string;
  readonly attempt: number;
  readonly arrivals: number;
  readonly job_id: number | null;
  readonly error_code: string | null;
  readonly moved_to: string | null;
  readonly report_key: string | null;
}

let s3: TestS3;
let directory: string;
let stack: TestStack;

beforeAll(async () => {
  s3 = await testS3([BUCKET]);
  stack = await testStack({
    replicas: { intake: 2 },
    environment: {
      ...s3.environment,
      REGPIPE_S3_BUCKET: BUCKET,
      REGPIPE_S3_POLL_S: '0',
      REGPIPE_S3_BUCKETS: BUCKET,
      REGPIPE_DROP_SETTLE_MS: '50',
      REGPIPE_INTAKE_POLL_MS: '100',
      REGPIPE_INTAKE_LEASE_S: '2',
    },
  });
  directory = join(stack.directory, 'drops');
  await addUsers(stack, USERS);
});
afterAll(async () => {
  await stack.close();
  await s3.close();
});

async function drop(name: string, content: string | Buffer): Promise<void> {
  await writeFile(join(directory, 'incoming', name), content);
}

async function rowsOf(name: string): Promise<Row[]> {
  const { rows } = await stack.database.pool.query<Row>(
    'SELECT * FROM etl.batch_job WHERE name = $1 ORDER BY id',
    [name],
  );
  return rows;
}

/** Waits for the end of the one drop of this name. */
async function ended(name: string): Promise<Row> {
  await until(
    async () => (await rowsOf(name)).some(({ status }) => status === 'success' || status === 'failed'),
    `the end of ${name}`,
    30_000,
  );
  const rows = await rowsOf(name);
  expect(rows).toHaveLength(1);
  return rows[0] as Row;
}

async function reportOf(key: string | null): Promise<DropReport> {
  return dropReportSchema.parse(JSON.parse(await readFile(join(directory, key ?? ''), 'utf8')));
}

async function auditOf({ id }: Row): Promise<string[]> {
  const { rows } = await stack.database.pool.query<{ event: string }>(
    'SELECT event FROM etl.audit_log WHERE batch_job_id = $1 ORDER BY id',
    [id],
  );
  return rows.map(({ event }) => event);
}

test('a file that is dropped into the directory is loaded, moved, reported and audited', async () => {
  const rows = countsOf(1, 300, 7);
  await drop('user-log-20240802-001.csv', csvOf(rows, 'nobody,1,2', 'user-5,9,9'));
  const row = await ended('user-log-20240802-001');
  expect(row).toMatchObject({ status: 'success', attempt: 1, error_code: null });
  expect(row).toMatchObject({ moved_to: 'processed/user-log-20240802-001.csv' });
  expect(await countInconsistencies(stack, rows)).toBe(0);
  expect(await readdir(join(directory, 'incoming'))).toEqual([]);
  expect(await reportOf(row.report_key)).toMatchObject({
    name: 'user-log-20240802-001',
    status: 'success',
    moved_to: 'processed/user-log-20240802-001.csv',
    job_id: row.job_id,
    error: null,
    counts: { total: 302, loaded: 300, failed: 1, duplicated: 1, blank: 0 },
    warnings: { USER_INACTIVE: 3 },
    row_errors: [
      { error: 'UserNotFoundError', code: 'USER_NOT_FOUND', line: 302 },
      { code: 'USER_INACTIVE', line: 101 },
      { code: 'USER_INACTIVE', line: 201 },
      { code: 'USER_INACTIVE', line: 301 },
      { error: 'ValidationError', code: 'DUPLICATE', line: 303 },
    ],
    row_errors_total: 5,
    committed_chunks: [],
  });
  const events = await auditOf(row);
  expect(events.filter((event) => !event.startsWith('row_'))).toEqual([
    'received',
    'started',
    'succeeded',
    'ended',
  ]);
  expect(events.filter((event) => event === 'row_error')).toHaveLength(1);
  expect(events.filter((event) => event === 'row_warning')).toHaveLength(4);
});

test('an object of the bucket is loaded once, however often its event comes and the same file is put there', async () => {
  const rows = countsOf(1_000, 200, 11);
  const key = 'incoming/test-user-stats-20250807-100records.csv';
  const store = s3Store({ bucket: BUCKET, ...s3.settings });
  onTestFinished(() => store.close());
  const { signal } = new AbortController();
  const put = async () => {
    await store.put(key, csvOf(rows), 'text/csv', signal);
    const object = await store.head(key, signal);
    return {
      'detail-type': 'Object Created',
      detail: { bucket: { name: BUCKET }, object: { key, etag: object?.etag, size: object?.bytes } },
    };
  };
  const event = await put();
  const answers = await Promise.all([1, 2, 3].map(() => stack.request('POST', '/hooks/s3', event)));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  const row = await ended('test-user-stats-20250807-100records');
  await stack.request('POST', '/hooks/s3', await put());
  expect(row).toMatchObject({ status: 'success', moved_to: key.replace('incoming', 'processed') });
  expect((await rowsOf('test-user-stats-20250807-100records'))[0]).toMatchObject({ arrivals: 4, attempt: 1 });
  expect(await countInconsistencies(stack, rows)).toBe(0);
  expect(await store.head(row.moved_to ?? '', signal)).toMatchObject({
    bytes: Buffer.byteLength(csvOf(rows)),
  });
  expect(await store.head(row.report_key ?? '', signal)).toBeDefined();
});

test('a file that is not what it should be goes to failed/ with a report beside it, and nothing is written', async () => {
  const before = await readChecksum(stack);
  const rows = countsOf(5_001, 99, 3);
  const strangers = Array.from({ length: 20 }, (_, n) => `stranger-${n},1,1`);
  await drop('header.csv', csvOf(rows).replace('投稿回数', '投稿数'));
  await drop(
    'sjis.csv',
    Buffer.concat([Buffer.from(SHIFT_JIS_HEADER, 'hex'), Buffer.from('\nuser-1,1,1\n')]),
  );
  await drop('counts.csv', csvOf(rows, 'user-1,-1,2', 'user-2,many,2', ',1,1'));
  await drop('strangers.csv', csvOf(rows, ...strangers));
  await drop('notes.txt', 'nothing for us');
  const codes = {
    header: 'HEADER_MISMATCH',
    sjis: 'SOURCE_ENCODING',
    counts: 'VALIDATION_FAILED',
    strangers: 'TOLERANCE_EXCEEDED',
    notes: 'DROP_UNKNOWN',
  };
  for (const [name, code] of Object.entries(codes)) {
    const row = await ended(name);
    const file = name === 'notes' ? 'notes.txt' : `${name}.csv`;
    expect(row).toMatchObject({ status: 'failed', error_code: code, moved_to: `failed/${file}` });
    const report = await reportOf(`failed/${file}.report.json`);
    expect(report).toMatchObject({ status: 'failed', error: { error: 'ValidationError', code } });
    expect(report).toMatchObject({ counts: { loaded: 0 }, committed_chunks: [] });
    expect(await auditOf(row)).toEqual(expect.arrayContaining(['received', 'failed', 'ended']));
  }
  expect((await reportOf('failed/sjis.csv.report.json')).error?.message).toContain('Shift_JIS');
  expect((await reportOf('failed/counts.csv.report.json')).row_errors.map(({ line }) => line)).toEqual([
    101, 102, 103,
  ]);
  expect((await reportOf('failed/strangers.csv.report.json')).row_errors_total).toBe(20);
  expect(await readChecksum(stack)).toBe(before);
});

async function kill(name: ServiceName, pid?: number): Promise<() => Promise<void>> {
  const service = stack.of(name).find((one) => pid === undefined || one.pid === pid);
  await service?.kill();
  return async () => service?.start();
}

test('an intake, a loader and a tracker that are killed in the middle leave no inconsistency', async () => {
  const rows = countsOf(1, USERS, 13);
  const session = await stack.database.pool.connect();
  onTestFinished(() => session.release());
  // So that the merge has begun and cannot end.
  await session.query('BEGIN; LOCK TABLE public.user_statistics IN EXCLUSIVE MODE');
  await drop('killed.csv', csvOf(rows));
  const publishing = async () => {
    const [row] = await rowsOf('killed');
    return (
      typeof row?.job_id === 'number' && (await stack.job(row.job_id)).progress?.publish_step === 'merge'
    );
  };
  await until(publishing, 'the merge', 30_000);
  const { rows: locks } = await session.query<{ owner: string }>('SELECT DISTINCT owner FROM etl.job_lock');
  expect(locks).toHaveLength(1);
  const pid = Number(/^intake\.(\d+)-/.exec(locks[0]?.owner ?? '')?.[1]);
  await kill('intake', pid);
  const starts = [await kill('loader'), await kill('tracker')];
  await session.query('COMMIT');
  await Promise.all(starts.map((start) => start()));
  const row = await ended('killed');
  expect(row).toMatchObject({ status: 'success', attempt: 1, moved_to: 'processed/killed.csv' });
  expect(await countInconsistencies(stack, rows)).toBe(0);
  expect((await reportOf(row.report_key)).counts).toMatchObject({ total: USERS, loaded: USERS });
  expect(await auditOf(row)).toEqual(
    expect.arrayContaining(['received', 'started', 'taken_over', 'succeeded', 'ended']),
  );
  const { rows: left } = await stack.database.pool.query('SELECT FROM etl.job_lock');
  expect(left).toEqual([]);
});
