import { Field } from '@regpipe/csv';
import type { Value } from '@regpipe/datasets';
import { describe, expect, test } from 'vitest';

import { CopyBuffer } from './copy-buffer.ts';

function encodeRow(values: readonly Value[], line: number): string {
  const buffer = new CopyBuffer();
  buffer.row(values, String(line));
  return buffer.bytes.toString();
}

describe('a value as COPY text', () => {
  test.each([
    ['NULL', null, '\\N'],
    ['empty text, which is not NULL', '', ''],
    ['plain text', '台灣積體電路製造股份有限公司', '台灣積體電路製造股份有限公司'],
    ['what looks like NULL', '\\N', '\\\\N'],
    ['what looks like the end of COPY', '\\.', '\\\\.'],
    ['every character with a meaning', '\\\t\n\r', '\\\\\\t\\n\\r'],
    ['a tab alone', 'a\tb', 'a\\tb'],
    ['a line feed alone', 'a\nb', 'a\\nb'],
    ['a carriage return alone', 'a\rb', 'a\\rb'],
    ['a backslash alone', 'a\\b', 'a\\\\b'],
    ['an escape that is already one', '\\t', '\\\\t'],
    ['quotes and commas, which have none', '"a",\'b\'', '"a",\'b\''],
    ['line separators that COPY does not know', '\u2028\u0085\v\f', '\u2028\u0085\v\f'],
  ])('%s', (_kind, value, encoded) => {
    expect(encodeRow([value], 1)).toBe(`${encoded}\t1\n`);
    const field = value === null ? null : Field.of(value);
    expect(encodeRow([field], 1)).toBe(`${encoded}\t1\n`);
  });
});

test('a row ends with its source line, and so can never be the line that ends a COPY', () => {
  expect(encodeRow(['a', null, 'b\tc'], 17)).toBe('a\t\\N\tb\\tc\t17\n');
  expect(encodeRow(['\\.'], 1)).toBe('\\\\.\t1\n');
  expect(encodeRow([], 1)).toBe('1\n');
});
