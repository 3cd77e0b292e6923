import type { Schedule } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { inZone } from './in-zone.ts';
import { upcomingRuns } from './upcoming-runs.ts';

const schedule = {
  cron: null,
  every_minutes: 1,
  time_zone: 'Asia/Taipei',
  repeats: null,
  ticks: 0,
  next_at: '2026-05-09T10:13:00+08:00',
} satisfies Partial<Schedule>;

const shown = (changes: Partial<typeof schedule> | object, count: number) =>
  upcomingRuns({ ...schedule, ...changes }, count).map((due) => inZone(due, 'Asia/Taipei').slice(11, 16));

test('what is to come begins with what is next', () => {
  expect(shown({}, 3)).toEqual(['10:13', '10:14', '10:15']);
  expect(shown({ every_minutes: null, cron: '0 2 * * *', next_at: '2026-05-10T02:00:00+08:00' }, 2)).toEqual([
    '02:00',
    '02:00',
  ]);
});

test('a schedule that ends has no more than it repeats', () => {
  expect(shown({ repeats: 5, ticks: 3 }, 10)).toEqual(['10:13', '10:14']);
});

test('a schedule that is paused or has ended has nothing to come', () => {
  expect(shown({ next_at: null }, 3)).toEqual([]);
});

test.each([
  ['2026-05-09T18:00:00.999Z', 'Asia/Taipei', '2026-05-10T02:00:00+08:00'],
  ['2026-01-01T00:00:00Z', 'America/St_Johns', '2025-12-31T20:30:00-03:30'],
  ['2026-07-01T00:00:00Z', 'UTC', '2026-07-01T00:00:00+00:00'],
  ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25T02:30:00+02:00'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25T02:30:00+01:00'],
])('%s is shown in %s as %s', (moment, zone, text) => {
  expect(inZone(new Date(moment), zone)).toBe(text);
  expect(Date.parse(text)).toBe(Math.floor(Date.parse(moment) / 1_000) * 1_000);
});
