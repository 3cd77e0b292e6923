import { describe, expect, test } from 'vitest';

import { lastDue, nextDue, type Regular } from './due-times.ts';

const at = (moment: string) => new Date(moment);
const iso = (dates: readonly (Date | undefined)[]) => dates.map((date) => date?.toISOString());

function cron(expression: string, timeZone = 'Asia/Taipei', countsFrom = '2026-01-01T00:00:00Z'): Regular {
  return {
    timing: { cron: expression, every_minutes: null, time_zone: timeZone },
    countsFrom: at(countsFrom),
  };
}

function every(minutes: number, countsFrom: string, timeZone = 'Asia/Taipei'): Regular {
  return { timing: { cron: null, every_minutes: minutes, time_zone: timeZone }, countsFrom: at(countsFrom) };
}

describe('a cron expression', () => {
  test('is read in its time zone', () => {
    const after = at('2026-05-09T12:00:00Z');
    expect(iso(nextDue(cron('0 2 * * *'), after, 2))).toEqual([
      '2026-05-09T18:00:00.000Z',
      '2026-05-10T18:00:00.000Z',
    ]);
    expect(iso(nextDue(cron('0 2 * * *', 'America/New_York'), after, 1))).toEqual([
      '2026-05-10T06:00:00.000Z',
    ]);
  });

  test('that falls into the hour that summer time leaves out is due right after it, once', () => {
    const berlin = cron('30 2 * * *', 'Europe/Berlin');
    const due = ['2026-03-28T01:30:00.000Z', '2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z'];
    expect(iso(nextDue(berlin, at('2026-03-28T00:00:00Z'), 3))).toEqual(due);
    expect(iso([lastDue(berlin, at('2026-03-29T12:00:00Z'))])).toEqual([due[1]]);
  });

  test('that falls into the hour that comes twice is due the first time', () => {
    const berlin = cron('30 2 * * *', 'Europe/Berlin');
    const due = ['2026-10-24T00:30:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'];
    expect(iso(nextDue(berlin, at('2026-10-24T00:00:00Z'), 3))).toEqual(due);
    expect(iso([lastDue(berlin, at('2026-10-25T12:00:00Z'))])).toEqual([due[1]]);
  });

  test('is never due again when its last day is over', () => {
    expect(nextDue(cron('0 0 30 2 *'), at('2026-05-09T00:00:00Z'), 3)).toEqual([]);
  });
});

describe('every so many minutes', () => {
  test('counts from the minute in which it was set', () => {
    const set = every(90, '2026-05-09T02:12:40.500Z');
    expect(iso(nextDue(set, at('2026-05-09T02:12:41Z'), 2))).toEqual([
      '2026-05-09T03:42:00.000Z',
      '2026-05-09T05:12:00.000Z',
    ]);
    expect(iso(nextDue(set, at('2026-05-09T03:42:00Z'), 1))).toEqual(['2026-05-09T05:12:00.000Z']);
  });

  test('goes on through a change of clocks as if there were none', () => {
    const set = every(60, '2026-03-29T00:00:00Z', 'Europe/Berlin');
    expect(iso(nextDue(set, at('2026-03-29T00:30:00Z'), 2))).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T02:00:00.000Z',
    ]);
  });
});

describe('the last due time', () => {
  test.each<[string, Regular]>([
    ['of an expression', cron('* * * * *', 'Asia/Taipei', '2026-05-09T01:00:30Z')],
    ['of an interval', every(1, '2026-05-09T01:00:30Z')],
  ])('%s is there from its very moment on, and not before the schedule was set', (_what, minutely) => {
    expect(iso([lastDue(minutely, at('2026-05-09T01:00:59.999Z'))])).toEqual([undefined]);
    expect(iso([lastDue(minutely, at('2026-05-09T01:01:00.000Z'))])).toEqual(['2026-05-09T01:01:00.000Z']);
    expect(iso([lastDue(minutely, at('2026-05-09T01:01:59.999Z'))])).toEqual(['2026-05-09T01:01:00.000Z']);
    expect(iso([lastDue(minutely, at('2026-05-09T00:00:00.000Z'))])).toEqual([undefined]);
  });

  test('is always the one before the next, whatever clocks do', () => {
    const expressions = ['*/15 * * * *', '30 2 * * *', '0 3 1 * *', '7,37 1-3 * * *', '59 23 31 12 *'];
    const changes = ['2026-03-29', '2026-10-25', '2026-04-05', '2026-10-04'];
    for (const zone of ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Taipei']) {
      for (const expression of expressions) {
        const regular = cron(expression, zone, '2024-01-01T00:00:00Z');
        for (const change of changes) {
          for (let minute = -900; minute < 900; minute += 97) {
            const moment = new Date(at(`${change}T00:00:00Z`).getTime() + minute * 60_000);
            const last = lastDue(regular, moment);
            const [again, next] = nextDue(regular, new Date((last?.getTime() ?? 0) - 1), 2);
            expect([zone, expression, again]).toEqual([zone, expression, last]);
            expect(next?.getTime()).toBeGreaterThan(moment.getTime());
          }
        }
      }
    }
  });
});
