import { describe, expect, test } from 'vitest';

import { createFormats } from './format.ts';

const NOW = Date.parse('2026-05-09T06:00:00Z');
const en = createFormats('en', 'Asia/Taipei');
const zh = createFormats('zh-TW', 'Asia/Taipei');

test('counts have separators', () => {
  expect([en.count(1_607_412), zh.count(1_607_412)]).toEqual(['1,607,412', '1,607,412']);
});

test('a share is never rounded up to all, nor down to nothing', () => {
  expect(en.percent(1_599_999, 1_600_000)).toBe('99.99 %');
  expect(en.percent(1, 1_600_000)).toBe('0.01 %');
  expect([en.percent(3, 3), en.percent(0, 3), en.percent(1, 3)]).toEqual(['100 %', '0 %', '33.33 %']);
  expect(en.percent(0, 0)).toBe('');
});

test('sizes are in the unit that leaves few digits', () => {
  expect([0, 512, 524_288, 304_000_000, 1_023 * 1_024].map((size) => en.bytes(size))).toEqual([
    '0 B',
    '512 B',
    '512 KiB',
    '290 MiB',
    '1,023 KiB',
  ]);
});

describe('durations', () => {
  test.each([
    [0.25, '0.3s', '0.3 秒'],
    [42, '42s', '42 秒'],
    [59.97, '1m 0s', '1 分鐘 0 秒'],
    [185, '3m 5s', '3 分鐘 5 秒'],
    [7_620, '2h 7m', '2 小時 7 分鐘'],
    [90_000, '1d 1h', '1 天 1 小時'],
  ])('%d seconds', (seconds, english, chinese) => {
    const plain = (text: string) => text.replaceAll(/[\s\u00a0\u202f]+/g, '');
    expect(plain(en.duration(seconds))).toBe(plain(english));
    expect(plain(zh.duration(seconds))).toBe(plain(chinese));
  });
});

test('moments are in the zone of who looks, days are the same everywhere', () => {
  expect(en.moment('2026-05-08T21:12:33Z')).toBe('9 May 2026, 05:12:33');
  expect(en.day('2026-05-09')).toBe('9 May 2026');
  expect(zh.day('2026-05-09')).toBe('2026年5月9日');
});

test('ages are in their largest unit, in the past and to come', () => {
  const ages = [
    '2026-05-09T05:59:59Z',
    '2026-05-09T05:57:10Z',
    '2026-05-08T05:00:00Z',
    '2026-05-01T06:00:00Z',
  ];
  expect(ages.map((at) => en.relative(at, NOW))).toEqual([
    'now',
    '2 minutes ago',
    '25 hours ago',
    '8 days ago',
  ]);
  expect(en.relative('2026-05-09T08:00:00Z', NOW)).toBe('in 2 hours');
  expect(zh.relative('2026-05-09T05:57:10Z', NOW)).toBe('2 分鐘前');
});

test('the day of a moment is that of the zone, not the one in London', () => {
  const early = '2026-05-08T21:12:00Z';
  expect([en.dayOf(early), zh.dayOf(early)]).toEqual([en.day('2026-05-09'), zh.day('2026-05-09')]);
});
