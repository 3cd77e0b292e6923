import { describe, expect, test } from 'vitest';

import { ok, problem } from '../testing/fake-api.ts';
import { scheduleFixture } from '../testing/fixtures.ts';
import { endedAgainst } from '../testing/run-cli.ts';

const run = {
  due_at: '2026-05-09T06:00:00.000Z',
  ticked_at: '2026-05-09T06:00:00.000Z',
  by: 'hand',
  outcome: 'started',
  job_id: 42,
  code: null,
  message: null,
};

describe('the two usual schedules', () => {
  test('etl-per-day sets a full job at 02:00, and says what was set and when it is next due', async () => {
    const ended = await endedAgainst('etl-per-day', {
      'PUT /api/schedules/etl-per-day': () => ok(scheduleFixture()),
    });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.requests[0]?.body).toEqual({ mode: 'full', cron: '0 2 * * *', dataset: 'tax-registration' });
    expect(ended.stdout).toMatch(/Schedule "etl-per-day" is set:.*0 2 \* \* \* \(Asia\/Taipei\)/s);
    expect(ended.stdout).toContain('2026-05-10 02:00 +08:00');
  });

  test('dry-run-per-min sets five dry runs a minute apart, in one document with --json', async () => {
    const minutely = scheduleFixture({ cron: null, every_minutes: 1, repeats: 5 });
    const ended = await endedAgainst('dry-run-per-min --json', {
      'PUT /api/schedules/dry-run-per-min': () => ok(minutely),
    });
    const body = { mode: 'dry-run', every_minutes: 1, repeats: 5, dataset: 'tax-registration' };
    expect(ended.requests[0]?.body).toEqual(body);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ...minutely, upcoming: { length: 5 } });
  });
});

describe('schedule', () => {
  test('set sends what was given, and nothing else', async () => {
    const words =
      'schedule set weekdays --cron 30_5_*_*_1-5 --time-zone UTC --repeats 3 --source /a.csv --paused';
    const ended = await endedAgainst(words, { 'PUT /api/schedules/weekdays': () => ok(scheduleFixture()) });
    expect(ended.code).toBe(0);
    expect(ended.requests[0]?.body).toEqual({
      dataset: 'tax-registration',
      mode: 'full',
      source: '/a.csv',
      cron: '30_5_*_*_1-5',
      time_zone: 'UTC',
      repeats: 3,
      enabled: false,
    });
  });

  test.each(['schedule set x', 'schedule set x --every 5 --cron *', 'schedule set x --every none'])(
    '%s is no command',
    async (words) => {
      const ended = await endedAgainst(words, {});
      expect([ended.code, ended.requests]).toEqual([2, []]);
      expect(ended.stderr).toContain('USAGE_INVALID');
    },
  );

  test('list, show, pause, resume and remove say what is', async () => {
    const schedule = scheduleFixture();
    const at = (changes: object) => () => ok({ ...schedule, ...changes });
    const routes = {
      'GET /api/schedules': () => ok({ items: [schedule] }),
      'GET /api/schedules/etl-per-day': at({ runs: [run] }),
      'PATCH /api/schedules/etl-per-day': at({}),
      'DELETE /api/schedules/etl-per-day': () => ({ status: 204, body: '' }),
    };
    const say = async (words: string) => (await endedAgainst(`schedule ${words}`, routes)).stdout;
    const said = await Promise.all(
      ['list', ...['show', 'pause', 'resume', 'remove'].map((verb) => `${verb} etl-per-day`)].map(say),
    );
    expect(said[0]).toMatch(/^etl-per-day +0 2 \* \* \*/m);
    expect(said[1]).toMatch(/2026-05-09 14:00 \+08:00 +hand +job 42/);
    expect(said[2]).toContain('is paused');
    expect(said[3]).toContain('Next run: 2026-05-10 02:00 +08:00');
    expect(said[4]).toContain('is removed');
  });

  test('run gives the job; one that was skipped is a failure with its reason and next step', async () => {
    const path = 'POST /api/schedules/etl-per-day/run';
    const started = await endedAgainst('schedule run etl-per-day', { [path]: () => ok(run) });
    expect(started).toMatchObject({ code: 0, stdout: expect.stringContaining('job 42') as string });
    const refused = { ...run, outcome: 'skipped', code: 'JOB_RUNNING', message: 'Job 42 is running.' };
    const skipped = await endedAgainst(
      'schedule run etl-per-day',
      { [path]: () => ok(refused) },
      { REGPIPE_LANG: 'zh-TW' },
    );
    expect(skipped.code).toBe(1);
    expect(skipped.stdout).toMatch(/略過：Job 42 is running\..*下一步：請等執行中的作業結束/s);
  });

  test('what the API refuses is told with its next step', async () => {
    const ended = await endedAgainst('schedule pause nightly', {
      'PATCH /api/schedules/nightly': () =>
        problem(404, 'SCHEDULE_NOT_FOUND', 'There is no schedule "nightly".'),
    });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('./run schedule list');
  });
});
