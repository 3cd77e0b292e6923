import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Job } from '@regpipe/contracts';
import { testStack, type TestStack } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { csvOf, record } from './testing/hand-made.ts';
import { runJob } from './testing/job-report.ts';

const MiB = 1024 ** 2;
const HUGE = 50 * MiB;

let stack: TestStack;
let job: Job;
/** Peaks of memory before the job and after it, by service; none where the system does not tell. */
let before: Map<string, number>;
let after: Map<string, number>;

/** Texts that something on their way could take for more than text; each is the name of one business. */
const NAMES = [
  ...['\\N', '\\.', '\\', '\\\\', '\\n', '\\t', '\\b\\f\\n\\r\\t\\v\\\\', '\\101\\x41', '\\u0041', 'NULL'],
  ...[
    '甲\b乙',
    '甲\f乙',
    '甲\v乙',
    '甲\t乙',
    '甲\u0001乙',
    '甲\u007f乙',
    '甲\u0085乙',
    '甲\u2028乙',
    'x\r乙',
  ],
  // Right-to-left, zero-width and byte-order marks: within, and at the ends.
  ...[
    '甲\u200f乙\u202e丙\u202c',
    '\u202eابجد',
    '\u200b甲\u200d乙\u200c',
    '甲\u2060\ufeff乙',
    '👩\u200d👩\u200d👧',
    '𠮷野家',
  ],
];

/** Broken records, the type of their reject, and bytes that its raw text must show. */
const FAULTS: readonly (readonly [string, Buffer, string])[] = [
  ['NUL_CHARACTER', named('甲\0乙'), '甲\\x00乙'],
  ['INVALID_UTF8', bytesNamed(0xff), '\\xff'],
  ['INVALID_UTF8', bytesNamed(0xc0, 0x80), '\\xc0\\x80'],
  ['INVALID_UTF8', bytesNamed(0xed, 0xa0, 0x80), '\\xed\\xa0\\x80'],
  ['INVALID_UTF8', bytesNamed(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80), '\\xed\\xa0\\xbd\\xed\\xb8\\x80'],
  ['INVALID_UTF8', bytesNamed(0xf4, 0x90, 0x80, 0x80), '\\xf4\\x90'],
  ['INVALID_UTF8', bytesNamed(0xa5, 0xd2), '\\xa5\\xd2'],
  ['RECORD_TOO_LARGE', Buffer.from(record('x'.repeat(HUGE), '20000000', '', 'name')), '(52428'],
  ['RECORD_TOO_LARGE', Buffer.from(record(`"${'y'.repeat(HUGE)}"`, '20000000', '', 'name')), '(52428'],
  ['WRONG_COLUMN_COUNT', Buffer.from(','.repeat(9_999)), ',,,'],
  ['WRONG_COLUMN_COUNT', Buffer.from('\\.'), '\\.'],
  ['WRONG_COLUMN_COUNT', Buffer.from('\\N'), '\\N'],
  ['STRAY_QUOTE', Buffer.from(record('addr', '20000000', '', '"never closed')), '"never closed'],
  ['STRAY_QUOTE', Buffer.from(record('addr', '20000000', '', '"closed"too early')), '"closed"too early'],
];

function named(name: string): Buffer {
  return Buffer.from(record('addr', '20000000', '', name));
}

function bytesNamed(...bytes: readonly number[]): Buffer {
  const [front = '', behind = ''] = record('addr', '20000000', '', '甲@乙').split('@');
  return Buffer.concat([Buffer.from(front), Buffer.from(bytes), Buffer.from(behind)]);
}

function banOf(index: number): string {
  return String(10_000_000 + index);
}

async function peaks(): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { service, pid } of stack.services) {
    const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
    const kib = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    if (kib !== undefined) found.set(service, Number(kib) * 1024);
  }
  return found;
}

beforeAll(async () => {
  stack = await testStack();
  // Behind each broken record a sound one, and a last one that is broken and has no end.
  const sound = NAMES.map((name, index) => Buffer.from(record('addr', banOf(index), '', name)));
  const between = FAULTS.flatMap(([, bytes], index) => [
    bytes,
    Buffer.from(record('addr', banOf(100 + index), '', `behind ${index}`)),
  ]);
  const lines = [...sound, ...between].flatMap((line) => [line, Buffer.from('\n')]);
  const path = join(stack.directory, 'faults.csv');
  await writeFile(
    path,
    Buffer.concat([csvOf(), ...lines, Buffer.from(record('addr', '2', '', '"open to the end'))]),
  );
  // What any job takes is no matter here: a dry run of as many bytes, in short lines, takes it beforehand.
  const short = join(stack.directory, 'short.csv');
  await writeFile(short, Buffer.concat([csvOf(), Buffer.from(`${record()}\n`.repeat((2 * HUGE) / 16))]));
  await runJob(stack, { source: short, mode: 'dry-run' });
  before = await peaks();
  job = await runJob(stack, { source: path });
  after = await peaks();
});
afterAll(() => stack.close());

test('a file of every fault is loaded, and each of its records is accounted for', () => {
  expect(job).toMatchObject({
    status: 'success',
    error_message: null,
    records_total: NAMES.length + 2 * FAULTS.length + 1,
    records_processed: NAMES.length + FAULTS.length,
    records_failed: FAULTS.length + 1,
    records_blank: 0,
    records_duplicated: 0,
  });
});

test('each broken record is a reject of its type, at its line, with its text', async () => {
  const { rows } = await stack.database.pool.query<{ line: number; type: string; raw: string }>(
    `SELECT source_line AS line, error_type AS type, raw_data AS raw
       FROM etl.data_import_error WHERE job_id = $1 ORDER BY source_line`,
    [job.id],
  );
  const firstFault = 3 + NAMES.length;
  expect(rows.map(({ line, type }) => [line, type])).toEqual([
    ...FAULTS.map(([type], index) => [firstFault + 2 * index, type]),
    [firstFault + 2 * FAULTS.length, 'STRAY_QUOTE'],
  ]);
  FAULTS.forEach(([type, , shown], index) => expect(rows[index]?.raw, type).toContain(shown));
  expect(rows.at(-1)?.raw).toContain('"open to the end');
});

test('the records behind them are loaded, and every text is in the table as it stands in the file', async () => {
  const { rows } = await stack.database.pool.query<{ ban: string; name: string }>(
    'SELECT ban, business_name AS name FROM tax_registration ORDER BY ban',
  );
  expect(rows).toEqual([
    ...NAMES.map((name, index) => ({ ban: banOf(index), name })),
    ...FAULTS.map((_, index) => ({ ban: banOf(100 + index), name: `behind ${index}` })),
  ]);
});

test('no service holds a field of 50 MB in memory', () => {
  for (const [service, peak] of after) {
    expect(peak - (before.get(service) ?? 0), `growth of the ${service}`).toBeLessThan(HUGE / 2);
  }
});
