import { isUtf8 } from 'node:buffer';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Field } from '@regpipe/csv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { hasValidCheckDigit } from './ban.ts';
import { COLUMNS, FIELD } from './columns.ts';
import { recordingWriter } from '../recording-writer.ts';
import { createBans } from './sample-bans.ts';
import { defects } from './sample-defects.ts';
import { createRandom } from '../sample-random.ts';
import { oddityAt, ROWS_WITH_EVERY_ODDITY } from './sample-schedule.ts';
import { createTally, type ExpectedCounts } from './sample-tally.ts';
import { makeSample, type SampleOptions } from './sample.ts';
import { sourceStamp } from './stamp.ts';
import { transform } from './transform.ts';

const ROWS = 5000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regpipe-sample-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function make(options: Partial<SampleOptions> = {}) {
  const path = join(folder, 'sample.csv');
  const sample = await makeSample({ rows: ROWS, path, ...options });
  return { ...sample, content: await readFile(path) };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

describe('the expected counts', () => {
  test('account for every record', async () => {
    const { expected, bytes, content } = await make();
    expect(expected.total).toBe(ROWS);
    expect(expected.processed + expected.failed + expected.duplicated + expected.blank).toBe(ROWS);
    expect(sum(expected.errors)).toBe(expected.failed + expected.duplicated);
    expect(bytes).toBe(content.length);
  });

  test.each([1, 2, 3])('are what reading the file by the rules gives (seed %i)', async (seed) => {
    const { expected, content } = await make({ seed });
    expect(readByTheRules(content)).toEqual(expected);
  });

  test('are without any defect when the sample is clean', async () => {
    const { expected, content } = await make({ clean: true });
    expect(expected).toMatchObject({ processed: ROWS, failed: 0, duplicated: 0, blank: 0, errors: {} });
    expect(Object.keys(expected.warnings)).toEqual(['BAN_CHECK_DIGIT']);
    expect(readByTheRules(content)).toEqual(expected);
  });

  test('are still of every outcome when the sample is balanced', async () => {
    const { expected, content } = await make({ balanced: true });
    expect(readByTheRules(content)).toEqual(expected);
    expect(Object.keys(expected.errors).sort()).toEqual(Object.keys((await make()).expected.errors).sort());
  });
});

describe('a sample', () => {
  test('is the same for the same seed and another for another', async () => {
    const first = await make({ seed: 7 });
    expect((await make({ seed: 7 })).content.equals(first.content)).toBe(true);
    expect((await make({ seed: 8 })).content.equals(first.content)).toBe(false);
  });

  test('has every kind of defect from a thousand rows on', () => {
    const random = createRandom(1);
    const happened = new Set(
      Array.from({ length: ROWS_WITH_EVERY_ODDITY - 1 }, (_, index) => oddityAt(index, random)),
    );
    expect([...happened]).toEqual(expect.arrayContaining(['near duplicate', 'far duplicate', ...defects]));
  });

  test('reports every error type and warning from a thousand rows on', async () => {
    const { expected } = await make({ rows: ROWS_WITH_EVERY_ODDITY });
    const outcomes = defects
      .map(({ outcome }) => outcome)
      .filter((outcome) => !['loaded', 'blank'].includes(outcome));
    expect(Object.keys(expected.errors)).toEqual(expect.arrayContaining([...outcomes, 'DUPLICATE']));
    const warnings = defects.flatMap(({ warning }) => warning ?? []);
    expect(Object.keys(expected.warnings)).toEqual(expect.arrayContaining(warnings));
    expect(expected.blank).toBeGreaterThanOrEqual(3);
  });

  test('weighs about what the real file does', async () => {
    const { expected, bytes } = await make({ rows: 20_000 });
    expect(bytes / 20_000).toBeGreaterThan(160);
    expect(bytes / 20_000).toBeLessThan(190);
    expect(expected.industries / 20_000).toBeCloseTo(1.7, 1);
  });

  test('states the date it is asked for', async () => {
    const { expected, content } = await make({ stamp: new Date('2026-11-03T00:00:00Z'), rows: 1 });
    expect(expected.sourceStamp).toBe('2026-11-03');
    expect(content.toString().split('\n')[1]).toBe('03-NOV-26,,,,,,,,,,,,,,,');
  });

  test('of a number of rows that makes no sense is refused', async () => {
    await expect(make({ rows: -1 })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });
});

test('numbers never repeat, and fail their check digit exactly where they say so', () => {
  const next = createBans(createRandom(5));
  const seen = new Set<string>();
  for (let index = 0; index < 20_000; index += 1) {
    const { ban, checkDigitIsRight } = next();
    expect(ban).toMatch(/^\d{8}$/);
    expect(hasValidCheckDigit(ban)).toBe(checkDigitIsRight);
    seen.add(ban);
  }
  expect(seen.size).toBe(20_000);
});

/*
 * A second, slow and simple reading of the file, by which the sample's own counts are checked. It works on Latin-1
 * text, in which every character is one byte.
 */
function readByTheRules(content: Buffer): ExpectedCounts {
  const tally = createTally();
  const loaded = new Set<string>();
  let stamp = '';
  let rest = content.subarray(3).toString('latin1');
  for (let number = 0; rest !== ''; number += 1) {
    const { fields, length } = readRecord(rest);
    const raw = rest.slice(0, length);
    rest = rest.slice(length);
    if (number === 0) expect(fields?.map(decode)).toEqual(COLUMNS);
    else if (number === 1) stamp = sourceStamp(fields ?? [], null) ?? '';
    else countRecord(tally, loaded, raw, fields);
  }
  return tally.counts(stamp);
}

function countRecord(
  tally: ReturnType<typeof createTally>,
  loaded: Set<string>,
  raw: string,
  fields: string[] | undefined,
): void {
  if (fields === undefined) return tally.rejected('STRAY_QUOTE');
  if (!isUtf8(Buffer.from(raw, 'latin1'))) return tally.rejected('INVALID_UTF8');
  if (raw.includes('\0')) return tally.rejected('NUL_CHARACTER');
  if (fields.length === 1 && fields[0] === '') return tally.blank();
  if (fields.length !== COLUMNS.length) return tally.rejected('WRONG_COLUMN_COUNT');
  const rows = recordingWriter();
  const decoded = fields.map(decode);
  const outcome = transform(decoded.map(Field.of), rows);
  if (outcome === 'blank') return tally.blank();
  if (outcome !== 'written') return tally.rejected(outcome.type);
  for (const warning of rows.warnings) tally.warned(warning);
  const ban = decoded[FIELD.ban]?.trim() ?? '';
  if (loaded.has(ban)) return tally.duplicated();
  loaded.add(ban);
  tally.loaded(rows.written.length - 1);
}

/** The fields of the first record and its length; no fields when its quotes are wrong, and then only its first line. */
function readRecord(text: string): { fields: string[] | undefined; length: number } {
  const field = /(?:"((?:[^"]|"")*)"|([^",\n]*?))(,|\r?\n|$)/y;
  const fields: string[] = [];
  for (;;) {
    const match = field.exec(text);
    if (match === null) return { fields: undefined, length: text.indexOf('\n') + 1 || text.length };
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') return { fields, length: field.lastIndex };
  }
}

function decode(field: string): string {
  return Buffer.from(field, 'latin1').toString();
}
