import type { Bus } from '@regpipe/bus';
import { inTransaction, type NewSchedule, recordRun, setSchedule } from '@regpipe/database';
import type { Logger } from '@regpipe/runtime';
import {
  storedMessages,
  testDatabase,
  type TestDatabase,
  testNats,
  type TestNats,
  until,
} from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';

import { keepTicking } from './keep-ticking.ts';
import { makeTicks } from './make-ticks.ts';
import type { SchedulerContext } from './scheduler-context.ts';

/** When the schedules were set, by the clock of these tests. */
const SET_AT = '2026-05-09T01:00:30.000Z';
const EVERY_MINUTE: Omit<NewSchedule, 'name'> = {
  dataset: 'tax-registration',
  mode: 'full',
  source: null,
  cron: '* * * * *',
  every_minutes: null,
  time_zone: 'Asia/Taipei',
  repeats: null,
  enabled: true,
};

let nats: TestNats;
let own: TestDatabase;
let bus: Bus;
let logged: Record<string, unknown>[];
let now: string;
/** Part of each name: the server remembers the ids of two minutes, and so those of the test before. */
let round = 0;

beforeAll(async () => {
  [nats, own] = await Promise.all([testNats(), testDatabase()]);
  bus = await nats.connect();
  return async () => {
    await nats.close();
    await own.close();
  };
});
beforeEach(async () => {
  logged = [];
  round += 1;
  now = SET_AT;
  await own.database.pool.query('DELETE FROM etl.schedule');
  await bus.manager.streams.purge('SCHEDULE');
});

function scheduler(): SchedulerContext {
  const note = (fields: Record<string, unknown>) => void logged.push(fields);
  return {
    bus,
    database: own.database,
    log: { debug: note, info: note, warn: note, error: note } as unknown as Logger,
    signal: new AbortController().signal,
    clock: () => Promise.resolve(new Date(now)),
  };
}

const nameOf = (what: string) => `${what}-${round}`;

async function set(what: string, changes: Partial<NewSchedule> = {}): Promise<void> {
  const name = nameOf(what);
  await setSchedule(own.database.pool, { ...EVERY_MINUTE, name, ...changes });
  await own.database.pool.query('UPDATE etl.schedule SET counts_from = $2 WHERE name = $1', [name, SET_AT]);
}

/** A process of its own, as far as it remembers anything. */
function replica(): { look(at: string): Promise<void> } {
  const last = new Map<string, string>();
  return {
    look: async (at) => {
      now = at;
      await makeTicks(scheduler(), last);
    },
  };
}

/** What was ticked, as `name hh:mm`, oldest first. */
async function ticks(): Promise<string[]> {
  const messages = await storedMessages(bus, 'SCHEDULE', '>');
  return messages.map(({ subject, data }) => {
    const { dueAt } = JSON.parse(data.toString()) as { dueAt: string };
    return `${subject.replace('schedule.tick.', '').replace(`-${round}`, '')} ${dueAt.slice(11, 16)}`;
  });
}

describe('a schedule', () => {
  test('is ticked when it is due, once', async () => {
    await set('minutely');
    const one = replica();
    await one.look('2026-05-09T01:00:59.999Z');
    expect(await ticks()).toEqual([]);
    await one.look('2026-05-09T01:01:00.000Z');
    await one.look('2026-05-09T01:01:30.000Z');
    await one.look('2026-05-09T01:02:01.000Z');
    expect(await ticks()).toEqual(['minutely 01:01', 'minutely 01:02']);
    expect(logged).toMatchObject([{ event: 'schedule_ticked', schedule: nameOf('minutely') }, {}]);
  });

  test('of two schedulers is ticked once, also when one of them has just been started', async () => {
    await set('minutely');
    await set('by-minutes', { cron: null, every_minutes: 1 });
    const [one, two] = [replica(), replica()];
    for (const second of ['01:01:00.1', '01:01:00.9', '01:02:00.1', '01:02:30.0']) {
      await Promise.all([one, two].map((each) => each.look(`2026-05-09T${second}00Z`)));
      await replica().look(`2026-05-09T${second}00Z`);
    }
    expect(await ticks()).toEqual([
      'by-minutes 01:01',
      'minutely 01:01',
      'by-minutes 01:02',
      'minutely 01:02',
    ]);
  });

  test('that was missed while no scheduler was there is ticked for its last due time only', async () => {
    await set('minutely');
    await replica().look('2026-05-09T05:30:10.000Z');
    expect(await ticks()).toEqual(['minutely 05:30']);
  });

  test('is not ticked again for what has been dealt with', async () => {
    await set('minutely');
    await inTransaction(own.database, (connection) =>
      recordRun(
        connection,
        { schedule: nameOf('minutely'), dueAt: '2026-05-09T01:01:00Z', by: 'clock' },
        { outcome: 'started' },
      ),
    );
    await replica().look('2026-05-09T01:01:20.000Z');
    expect(await ticks()).toEqual([]);
  });

  test('is due by the clock of its zone, whatever summer time does', async () => {
    await set('berlin', { cron: '30 2 * * *', time_zone: 'Europe/Berlin' });
    await own.database.pool.query(`UPDATE etl.schedule SET counts_from = '2026-03-28T12:00:00Z'`);
    const one = replica();
    for (const at of ['2026-03-29T00:59:59.000Z', '2026-03-29T01:00:01.000Z', '2026-03-30T00:30:01.000Z']) {
      await one.look(at);
    }
    expect(await ticks()).toEqual(['berlin 01:00', 'berlin 00:30']);
  });

  test('goes on from where its clock has jumped to, ahead or back', async () => {
    await set('minutely');
    const one = replica();
    for (const time of ['01:01:10', '03:07:10', '01:02:10', '01:03:10'])
      await one.look(`2026-05-09T${time}.000Z`);
    expect(await ticks()).toEqual(['minutely 01:01', 'minutely 03:07', 'minutely 01:02', 'minutely 01:03']);
  });

  test.each([
    ['is paused', { enabled: false }],
    ['has ended', { repeats: 1 }],
  ])('that %s is not ticked', async (_what, changes) => {
    await set('minutely', changes);
    await own.database.pool.query('UPDATE etl.schedule SET ticks = coalesce(repeats, 0)');
    await replica().look('2026-05-09T01:01:00.000Z');
    expect(await ticks()).toEqual([]);
  });

  test('that is changed counts as it is from the next look on', async () => {
    await set('minutely');
    const one = replica();
    await one.look('2026-05-09T01:01:00.000Z');
    await set('minutely', { cron: '0 * * * *' });
    await one.look('2026-05-09T01:02:00.000Z');
    await one.look('2026-05-09T02:00:00.000Z');
    expect(await ticks()).toEqual(['minutely 01:01', 'minutely 02:00']);
  });

  test('that cannot be counted holds up no other, and is told once', async () => {
    await set('broken', { time_zone: 'Nowhere/Land' });
    await set('minutely');
    const one = replica();
    await one.look('2026-05-09T01:01:00.000Z');
    await one.look('2026-05-09T01:02:00.000Z');
    expect(await ticks()).toEqual(['minutely 01:01', 'minutely 01:02']);
    expect(logged.filter(({ event }) => event === 'schedule_unreadable')).toMatchObject([
      { schedule: nameOf('broken') },
    ]);
  });
});

test('while PostgreSQL is away the scheduler tries on, and ticks when it is back', async () => {
  await set('minutely');
  let away = true;
  const context = scheduler();
  const clock = () => (away ? Promise.reject(new Error('PostgreSQL is away')) : context.clock());
  const ticking = keepTicking({ ...context, clock }, 10);
  onTestFinished(() => ticking.stop());
  const retried = () => logged.filter(({ event }) => event === 'scheduling_retried').length;
  await until(() => retried() > 2, 'a few tries');
  now = '2026-05-09T01:01:00.000Z';
  away = false;
  await until(async () => (await ticks()).length === 1, 'the tick');
  expect(logged.filter(({ event }) => event === 'schedule_ticked')).toHaveLength(1);
});
