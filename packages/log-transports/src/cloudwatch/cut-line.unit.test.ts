import { describe, expect, test } from 'vitest';

import { cutLine } from './cut-line.ts';

const MOST = 10_000;

test('a line that fits is left alone', () => {
  const line = JSON.stringify({ message: 'x'.repeat(MOST - 14) });
  expect(Buffer.byteLength(line)).toBe(MOST);
  expect(cutLine(line, MOST)).toBe(line);
});

const LONG: readonly [string, string][] = [
  ['letters', 'x'],
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['Chinese', '統'],
  ['pairs of surrogates', '𠮷'],
  ['marks that are written as escapes', '\u202e'],
];

describe.each(LONG)('a line of %s', (_what, text) => {
  test('is cut to a line of JSON that says so', () => {
    const line = JSON.stringify({
      level: 'ERROR',
      event: 'e',
      job_run_id: 1,
      message: text.repeat(MOST),
      raw: text.repeat(MOST),
    });
    const cut = cutLine(line, MOST);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(MOST);
    expect(Buffer.byteLength(cut)).toBeGreaterThan(MOST / 4);
    expect(JSON.parse(cut)).toMatchObject({
      level: 'ERROR',
      event: 'e',
      job_run_id: 1,
      cut_bytes: Buffer.byteLength(line),
    });
    expect(cut).not.toContain('\u202e');
    expect(cut.isWellFormed()).toBe(true);
  });
});

test('a text that is no JSON is cut as well', () => {
  expect(JSON.parse(cutLine('x'.repeat(2 * MOST), MOST))).toMatchObject({ cut_bytes: 2 * MOST });
});
