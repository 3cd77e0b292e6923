import type { ScheduleRun } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { describeRuns, describeSchedule, describeSchedules, withUpcoming } from './describe-schedules.ts';
import { messagesFor } from './messages/index.ts';
import { scheduleFixture } from './testing/fixtures.ts';

const en = messagesFor('en');
const now = new Date('2026-05-09T09:00:00Z');
const minutely = scheduleFixture({
  ...{ name: 'dry-run-per-min', mode: 'dry-run', cron: null, every_minutes: 1, repeats: 5, ticks: 3 },
  next_at: '2026-05-09T17:01:00+08:00',
});
const skipped: ScheduleRun = {
  due_at: '2026-05-08T18:00:00Z',
  ticked_at: '2026-05-08T18:00:01Z',
  by: 'clock',
  outcome: 'skipped',
  job_id: 7,
  code: 'JOB_RUNNING',
  message: 'Job 7 of "tax-registration" is running;\u001b[2J only one may at a time.',
};
const started: ScheduleRun = { ...skipped, by: 'hand', outcome: 'started', code: null, message: null };

test('a schedule says when it runs, in the time of its zone, and no more often than it repeats', () => {
  expect(describeSchedule(minutely, en)).toEqual([
    '  when      every minute',
    '  mode      dry-run',
    '  data set  tax-registration',
    '  state     on',
    '  ticks     3 of 5',
    'Next runs',
    '  2026-05-09 17:01 +08:00',
    '  2026-05-09 17:02 +08:00',
  ]);
  expect(describeSchedule(scheduleFixture(), en)).toEqual(
    expect.arrayContaining(['  when      0 2 * * * (Asia/Taipei)', '  2026-05-14 02:00 +08:00']),
  );
  expect(withUpcoming(minutely).upcoming).toEqual(['2026-05-09T17:01:00+08:00', '2026-05-09T17:02:00+08:00']);
});

test('a list has a line each, with the last run, and says what to do when it is empty', () => {
  const paused = scheduleFixture({ enabled: false, next_at: null, last_run: skipped });
  const [heading, ...lines] = describeSchedules([paused, minutely], en, now);
  expect(heading).toMatch(/^name +when +mode +data set +state +ticks +next run +last run$/);
  expect(lines[0]).toMatch(/^etl-per-day .* paused +0 +skipped: JOB_RUNNING, 14 hours ago$/);
  expect(lines[1]).toMatch(/^dry-run-per-min +every minute .* on +3 of 5 +2026-05-09 17:01 \+08:00$/);
  expect(describeSchedules([], messagesFor('zh-TW'), now)[0]).toContain('./run etl-per-day');
});

test('runs tell what came of them; foreign text cannot move a cursor', () => {
  const lines = describeRuns(scheduleFixture(), [started, skipped], en);
  expect(lines[2]).toMatch(/2026-05-09 02:00 \+08:00 +hand +job 7$/);
  expect(lines[3]).toMatch(/clock +skipped: JOB_RUNNING +Job 7 of .* is running;\\u\{1b\}\[2J only one/);
  expect(describeRuns(scheduleFixture(), [], en)).toEqual(['It has not run yet.']);
});
