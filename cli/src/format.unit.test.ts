import { describe, expect, test } from 'vitest';

import {
  alignColumns,
  displayWidth,
  formatAge,
  formatCount,
  formatDuration,
  formatPercent,
  printable,
  truncate,
} from './format.ts';
import { messagesFor } from './messages/index.ts';

const { time } = messagesFor('en');

describe('numbers', () => {
  test('counts have separators', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567');
    expect(formatCount(0)).toBe('0');
  });

  test('a percentage is 100 only when all is in, and 0 only when nothing is', () => {
    expect(formatPercent(1_600_000, 1_600_000)).toBe('100.00 %');
    expect(formatPercent(1_599_999, 1_600_000)).toBe('99.99 %');
    expect(formatPercent(1, 1_600_000)).toBe('0.01 %');
    expect(formatPercent(0, 1_600_000)).toBe('0.00 %');
    expect(formatPercent(0, 0)).toBe('');
  });
});

describe('times', () => {
  test.each([
    [0.04, '0.0 s'],
    [59.9, '59.9 s'],
    [59.97, '1 min 00 s'],
    [185, '3 min 05 s'],
    [7_620, '2 h 07 min'],
  ])('%d seconds', (seconds, text) => {
    expect(formatDuration(seconds, time)).toBe(text);
  });

  test.each([
    ['2026-05-09T11:59:40Z', 'just now'],
    ['2026-05-09T11:58:59Z', 'a minute ago'],
    ['2026-05-09T09:00:00+00:00', '3 hours ago'],
    ['2026-05-07', '2 days ago'],
  ])('the age of %s', (moment, text) => {
    expect(formatAge(moment, new Date('2026-05-09T12:00:00Z'), time)).toBe(text);
  });
});

describe('columns on a terminal', () => {
  test('a Chinese character takes two, a colour and a combining mark none', () => {
    expect(displayWidth('統編 ８1')).toBe(8);
    expect(displayWidth('\u001b[31mred\u001b[39m')).toBe(3);
    expect(displayWidth('e\u0301')).toBe(1);
  });

  test('cells align whatever their characters', () => {
    expect(
      alignColumns(
        [
          ['總筆數', '1,000'],
          ['ok', '7'],
        ],
        ['left', 'right'],
      ),
    ).toEqual(['總筆數  1,000', 'ok          7']);
  });

  test('a text that is cut off never gets wider than asked', () => {
    expect(truncate('統一編號', 8)).toBe('統一編號');
    expect(truncate('統一編號', 6)).toBe('統一…');
    expect(displayWidth(truncate('統一編號', 6))).toBeLessThanOrEqual(6);
  });
});

test('foreign text cannot move the cursor, hide or break the line', () => {
  expect(printable('a\u001b[2Jb\r\n\tc\u202ed')).toBe('a\\u{1b}[2Jb\\r\\n\\tc\\u{202e}d');
  expect(printable('全形　空白')).toBe('全形　空白');
});
