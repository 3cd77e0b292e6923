import { DEFAULT_TIME_ZONE, type Timing } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { checkTiming } from './check-timing.ts';

const timing = (changes: Partial<Timing>): Timing => ({
  cron: null,
  every_minutes: null,
  time_zone: DEFAULT_TIME_ZONE,
  ...changes,
});

test.each<Partial<Timing>>([
  { cron: '0 2 * * *' },
  { cron: '  */5 8-18 * * MON-FRI ' },
  { cron: '0 0 29 2 *' },
  { cron: '0 2 * * *', time_zone: 'UTC' },
  { cron: '0 2 * * *', time_zone: 'America/Argentina/Buenos_Aires' },
  { every_minutes: 1 },
  { every_minutes: 1_440, time_zone: 'Etc/GMT+8' },
])('%o is good', (changes) => {
  expect(checkTiming(timing(changes))).toEqual([]);
});

test.each<[Partial<Timing>, string, RegExp]>([
  [{}, 'cron', /either cron or every_minutes/],
  [{ cron: '0 2 * * *', every_minutes: 5 }, 'cron', /either cron or every_minutes/],
  [{ cron: '' }, 'cron', /five fields/],
  [{ cron: '0 0 2 * * *' }, 'cron', /five fields/],
  [{ cron: '@daily' }, 'cron', /five fields/],
  [{ cron: '2026-05-09T00:00:00Z' }, 'cron', /five fields/],
  [{ cron: '? * * * *' }, 'cron', /"\?" means nothing/],
  [{ cron: '60 2 * * *' }, 'cron', /60/],
  [{ cron: 'a b c d e' }, 'cron', /illegal characters/],
  [{ cron: '0 0 30 2 *' }, 'cron', /never due/],
  [{ cron: `${'1,'.repeat(100)}1 2 * * *` }, 'cron', /longer than 200/],
  [{ every_minutes: 0 }, 'every_minutes', /from 1 to 1440/],
  [{ every_minutes: 1.5 }, 'every_minutes', /from 1 to 1440/],
  [{ every_minutes: 1_441 }, 'every_minutes', /from 1 to 1440/],
  [{ every_minutes: 5, time_zone: 'Asia/Formosa' }, 'time_zone', /"Asia\/Formosa" is no time zone/],
  [{ cron: '0 2 * * *', time_zone: '+08:00' }, 'time_zone', /no time zone/],
  [{ cron: '0 2 * * *', time_zone: '' }, 'time_zone', /no time zone/],
])('%o is refused by its field', (changes, field, message) => {
  expect(checkTiming(timing(changes))).toEqual([
    { field, message: expect.stringMatching(message) as string },
  ]);
});

test('everything that is bad is said at once', () => {
  const bad = checkTiming(timing({ cron: 'never', time_zone: 'nowhere' }));
  expect(bad.map(({ field }) => field)).toEqual(['cron', 'time_zone']);
});
