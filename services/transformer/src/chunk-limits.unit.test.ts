import { describe, expect, test } from 'vitest';

import {
  line,
  rawChunk,
  readRejects,
  readRows,
  transformChunk,
  transformLines,
} from './testing/tax-chunk.ts';

const KiB = 1024;
/** What a job with the smallest chunks has. */
const SMALLEST = { maxCleanBytes: 2 * 16 * KiB - 4 * KiB };

describe('a record that cannot be carried', () => {
  test('is a reject with its size and its start, when the fetcher found it too large', () => {
    const [chunk, payload] = rawChunk(['"'.repeat(60 * KiB)], {
      records: 1,
      lines: 1,
      rawBytes: 3_000_000,
      oversizedBytes: 3_000_000,
      ...SMALLEST,
    });
    const parts = transformChunk(chunk, payload);
    expect(parts).toMatchObject([{ records: 1, failed: 1, firstLine: 100, lines: 1 }]);
    expect(readRejects(parts)).toMatchObject([
      {
        type: 'RECORD_TOO_LARGE',
        line: 100,
        message: expect.stringContaining('3000000 bytes') as string,
        raw: expect.stringMatching(/^"+… \(3000000 bytes in all\)$/) as string,
      },
    ]);
  });

  test('is a reject, when only its rows turn out too large', () => {
    const tabs = line({ 統一編號: '00501508', 營業地址: `x${'\t'.repeat(15 * KiB)}x` });
    const parts = transformLines([line(), tabs, line()], SMALLEST);
    expect(readRows(parts, 'tax_registration').map((row) => row[0])).toEqual(['04595257', '04595257']);
    expect(readRejects(parts)).toMatchObject([{ type: 'RECORD_TOO_LARGE', line: 101 }]);
    expect(readRows(parts, 'business_industry')).toHaveLength(2);
  });

  test.each([
    ['NUL', Buffer.alloc(16_000, 0)],
    ['bytes that are no UTF-8', Buffer.alloc(16_000, 0xff)],
    ['backslashes', Buffer.alloc(16_000, 0x5c)],
    ['tabs', Buffer.alloc(16_000, 0x09)],
  ])('is never lost, even in the smallest chunks and full of %s', (_kind, bytes) => {
    const [chunk] = rawChunk(['x'], SMALLEST);
    const payload = Buffer.concat([bytes, Buffer.from('\n')]);
    const parts = transformChunk(chunk, payload);
    expect(parts.reduce((sum, part) => sum + part.records, 0)).toBe(1);
    expect(Math.max(...parts.map((part) => part.payload.length))).toBeLessThanOrEqual(SMALLEST.maxCleanBytes);
  });
});

describe('a chunk whose COPY text does not fit one message', () => {
  const lines = Array.from({ length: 600 }, (_, index) => {
    if (index % 5 === 0) return line({ 統一編號: 'bad', 營業地址: '長'.repeat(100) });
    if (index % 97 === 0) return '';
    return line({ 統一編號: String(10_000_000 + index), 營業地址: index % 7 === 0 ? 'a\nb' : 'a' });
  });
  const whole = transformLines(lines);
  const parts = transformLines(lines, SMALLEST);

  test('becomes parts that each fit', () => {
    expect(whole).toHaveLength(1);
    expect(parts.length).toBeGreaterThan(2);
    expect(Math.max(...parts.map((part) => part.payload.length))).toBeLessThanOrEqual(SMALLEST.maxCleanBytes);
  });

  test('whose counts add up to those of the whole', () => {
    const total = (pick: (part: (typeof parts)[number]) => number) =>
      parts.reduce((sum, part) => sum + pick(part), 0);
    expect({
      records: total((part) => part.records),
      lines: total((part) => part.lines),
      loaded: total((part) => part.loaded),
      failed: total((part) => part.failed),
      blank: total((part) => part.blank),
    }).toEqual({
      records: whole[0]?.records,
      lines: whole[0]?.lines,
      loaded: whole[0]?.loaded,
      failed: whole[0]?.failed,
      blank: whole[0]?.blank,
    });
    expect(total((part) => part.records)).toBe(600);
  });

  test('whose rows and rejects are those of the whole, in their order', () => {
    for (const section of ['tax_registration', 'business_industry', '!rejects']) {
      expect(readRows(parts, section)).toEqual(readRows(whole, section));
    }
  });

  test('which are the same at every delivery', () => {
    expect(transformLines(lines, SMALLEST)).toEqual(parts);
  });

  test('made of rejects alone as well', () => {
    const rejects = transformLines(
      Array.from({ length: 400 }, () => line({ 統一編號: 'bad', 營業地址: '長'.repeat(100) })),
      SMALLEST,
    );
    expect(rejects.length).toBeGreaterThan(2);
    expect(rejects.reduce((sum, part) => sum + part.failed, 0)).toBe(400);
    expect(readRejects(rejects).map((reject) => reject.line)).toEqual(
      Array.from({ length: 400 }, (_, index) => 100 + index),
    );
  });
});
