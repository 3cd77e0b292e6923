import { RefusedError, type Schedule, type ScheduleRun } from '@regpipe/contracts';
import { inTransaction, recordRun } from '@regpipe/database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { CallTracker } from './gateway.ts';
import { startTestGateway, type TestAnswer, type TestGateway, TOKEN } from './testing/test-gateway.ts';

const DAILY = { mode: 'full', cron: '0 2 * * *' } as const;

let gateway: TestGateway;
let asked: unknown[];
let answerTracker: () => Promise<unknown>;

beforeAll(async () => {
  const callTracker = (name: string, params: unknown) => {
    asked.push({ name, params });
    return answerTracker();
  };
  gateway = await startTestGateway({ callTracker: callTracker as CallTracker });
});
beforeEach(async () => {
  asked = [];
  await gateway.database.pool.query('DELETE FROM etl.schedule');
});
afterAll(() => gateway.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

function ask(method: Method, path = '', body?: object): Promise<TestAnswer> {
  return gateway.server.inject({
    method,
    url: `/api/schedules${path}`,
    headers: { authorization: `Bearer ${TOKEN}` },
    ...(body === undefined ? {} : { payload: body }),
  });
}

/** What came of a tick, as the tracker keeps it. */
function keepRun(dueAt: string, code: string | null = null): Promise<boolean> {
  return inTransaction(gateway.database, (connection) =>
    recordRun(
      connection,
      { schedule: 'daily', dueAt, by: 'clock' },
      code === null
        ? { outcome: 'started' }
        : { outcome: 'skipped', code, message: 'It was skipped.', jobId: null },
    ),
  );
}

describe('setting a schedule', () => {
  test('makes it, with what was not said as it usually is', async () => {
    const answer = await ask('PUT', '/daily', DAILY);
    expect([answer.statusCode, answer.headers.location]).toEqual([201, '/api/schedules/daily']);
    expect(answer.json()).toMatchObject({
      name: 'daily',
      dataset: 'plants',
      mode: 'full',
      source: null,
      cron: '0 2 * * *',
      every_minutes: null,
      time_zone: 'Asia/Taipei',
      repeats: null,
      ticks: 0,
      enabled: true,
      ended: false,
      next_at: expect.stringMatching(/T02:00:00\+08:00$/) as string,
      last_run: null,
    });
    expect((await ask('GET', '/daily')).json()).toEqual({ ...answer.json<Schedule>(), runs: [] });
    expect((await ask('GET')).json()).toEqual({ items: [answer.json<Schedule>()] });
  });

  test('replaces the one of the name, which then counts its ticks anew; its runs are kept', async () => {
    const { created_at: createdAt } = (await ask('PUT', '/daily', { ...DAILY, repeats: 1 })).json<Schedule>();
    await keepRun(new Date(Date.now() + 60_000).toISOString());
    expect((await ask('GET', '/daily')).json()).toMatchObject({ ticks: 1, ended: true, next_at: null });
    const body = { mode: 'dry-run', every_minutes: 1, cron: null, repeats: 5, time_zone: 'Europe/Berlin' };
    const answer = await ask('PUT', '/daily', body);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ ...body, ticks: 0, ended: false, created_at: createdAt });
    expect((await ask('GET', '/daily')).json<{ runs: unknown[] }>().runs).toHaveLength(1);
  });

  test('keeps what opens its source to itself', async () => {
    const source = 'https://user:secret@example.test/plants.csv';
    const set = await ask('PUT', '/daily', { ...DAILY, source });
    const shown = 'https://***@example.test/plants.csv';
    for (const answer of [
      set,
      await ask('GET', '/daily'),
      await ask('PATCH', '/daily', { enabled: false }),
    ]) {
      expect(answer.json()).toMatchObject({ source: shown });
    }
    expect((await ask('PUT', '/daily', { ...DAILY, source: shown })).statusCode).toBe(422);
  });

  test.each([
    ['neither cron nor minutes', { mode: 'full' }, 'cron'],
    ['both', { ...DAILY, every_minutes: 5 }, 'cron'],
    ['six fields', { mode: 'full', cron: '0 0 2 * * *' }, 'cron'],
    ['a day that never comes', { mode: 'full', cron: '0 0 31 2 *' }, 'cron'],
    ['no minute at all', { mode: 'full', every_minutes: 0 }, 'every_minutes'],
    ['a zone that is none', { ...DAILY, time_zone: 'Asia/Formosa' }, 'time_zone'],
    ['a data set that is none', { ...DAILY, dataset: 'stones' }, 'dataset'],
    ['no mode', { cron: '0 2 * * *' }, 'mode'],
    ['no repeat at all', { ...DAILY, repeats: 0 }, 'repeats'],
    ['a field of its own', { ...DAILY, colour: 'green' }, 'colour'],
  ])('with %s is refused by the field', async (_what, body, field) => {
    const answer = await ask('PUT', '/daily', body);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'REQUEST_INVALID', errors: [{ field }] });
  });

  test('under a name that no subject can carry is refused', async () => {
    expect((await ask('PUT', '/Daily.Load', DAILY)).json()).toMatchObject({ errors: [{ field: 'name' }] });
  });
});

describe('a schedule', () => {
  beforeEach(async () => {
    await ask('PUT', '/daily', DAILY);
  });

  test('is paused, and taken up again', async () => {
    const paused = await ask('PATCH', '/daily', { enabled: false });
    expect(paused.json()).toMatchObject({ enabled: false, next_at: null });
    const goesOn = await ask('PATCH', '/daily', { enabled: true });
    expect(goesOn.json()).toMatchObject({ enabled: true, next_at: expect.any(String) as string });
  });

  test('shows its newest runs first, and what was skipped with the reason', async () => {
    await keepRun('2026-05-09T18:00:00.000Z');
    await keepRun('2026-05-10T18:00:00.000Z', 'JOB_RUNNING');
    const newest: Partial<ScheduleRun> = {
      due_at: '2026-05-10T18:00:00.000Z',
      by: 'clock',
      outcome: 'skipped',
      code: 'JOB_RUNNING',
      message: 'It was skipped.',
    };
    expect((await ask('GET', '/daily')).json()).toMatchObject({
      last_run: newest,
      runs: [newest, { due_at: '2026-05-09T18:00:00.000Z', outcome: 'started', code: null }],
    });
  });

  test('is run now by the tracker, and its job is where Location says', async () => {
    const run: ScheduleRun = {
      due_at: '2026-05-09T06:00:00.000Z',
      ticked_at: '2026-05-09T06:00:00.000Z',
      by: 'hand',
      outcome: 'started',
      job_id: 7,
      code: null,
      message: null,
    };
    answerTracker = () => Promise.resolve(run);
    const answer = await ask('POST', '/daily/run');
    expect([answer.statusCode, answer.headers.location, answer.json()]).toEqual([202, '/api/jobs/7', run]);
    expect(asked).toEqual([{ name: 'tracker.tick', params: { schedule: 'daily' } }]);
    answerTracker = () => Promise.reject(new RefusedError('SCHEDULE_NOT_FOUND', 'There is none.'));
    expect((await ask('POST', '/none/run')).statusCode).toBe(404);
  });

  test('is removed with its runs', async () => {
    await keepRun('2026-05-09T18:00:00.000Z');
    expect((await ask('DELETE', '/daily')).statusCode).toBe(204);
    for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', { enabled: true }]] as const) {
      const answer = await ask(method, '/daily', body);
      expect([method, answer.statusCode]).toEqual([method, 404]);
      expect(answer.json()).toMatchObject({ code: 'SCHEDULE_NOT_FOUND' });
    }
    const { rowCount } = await gateway.database.pool.query('SELECT FROM etl.schedule_run');
    expect(rowCount).toBe(0);
  });

  test('that cannot be counted hides no other', async () => {
    await gateway.database.pool.query(`UPDATE etl.schedule SET time_zone = 'Nowhere/Land'`);
    await ask('PUT', '/hourly', { mode: 'full', every_minutes: 60 });
    expect((await ask('GET')).json()).toMatchObject({
      items: [
        { name: 'daily', next_at: null },
        { name: 'hourly', next_at: expect.any(String) as string },
      ],
    });
  });
});

describe('a preview', () => {
  test('gives the next due times as clocks in the zone show them, and is no change for the log', async () => {
    const answer = await ask('POST', '/preview', {
      cron: '30 2 * * *',
      time_zone: 'Europe/Berlin',
      count: 3,
    });
    expect(answer.statusCode).toBe(200);
    const { next } = answer.json<{ next: string[] }>();
    expect(next).toHaveLength(3);
    for (const due of next) expect(due).toMatch(/T0[23]:[03]0:00\+0[12]:00$/);
    const changes = gateway
      .logged()
      .split('\n')
      .filter((line) => line.includes('"api_change"'));
    expect(changes.filter((line) => line.includes('/api/schedules/preview'))).toEqual([]);
  });

  test('of a bad timing says what is bad', async () => {
    const answer = await ask('POST', '/preview', { cron: '61 2 * * *' });
    expect(answer.json()).toMatchObject({
      errors: [{ field: 'cron', message: expect.stringContaining('61') as string }],
    });
  });
});
