import { publishTick } from '@regpipe/bus';
import type { ScheduleRun } from '@regpipe/contracts';
import { findSchedule, listRuns, setSchedule } from '@regpipe/database';
import { storedMessages, until } from '@regpipe/testkit';
import { ServiceBroker } from 'moleculer';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { handleTick } from './handle-tick.ts';
import { DATASET, testTracker, type TestTracker } from './testing/test-tracker.ts';
import { trackerService } from './tracker.service.ts';

const NEVER = new AbortController().signal;

let own: TestTracker;
let service: ServiceBroker;

beforeAll(async () => {
  own = await testTracker();
  return async () => {
    await service.stop();
    await own.close();
  };
});
beforeEach(async () => {
  await own.reset();
  const { pool } = own.tracker.database;
  await pool.query('DELETE FROM etl.schedule');
  await setSchedule(pool, {
    name: 'daily',
    dataset: DATASET.name,
    mode: 'full',
    source: '/data/daily.csv',
    cron: '0 2 * * *',
    every_minutes: null,
    time_zone: 'Asia/Taipei',
    repeats: null,
    enabled: true,
  });
});

async function startService(): Promise<ServiceBroker> {
  const broker = new ServiceBroker({ logger: false });
  broker.createService(trackerService(own.tracker, { ackWaitMs: 1_000 }));
  await broker.start();
  return broker;
}

/** As `nats pub` does it. */
const publish = (subject: string, data = '') =>
  own.tracker.bus.jetstream.publish(subject, Buffer.from(data)).then(() => undefined);

const runs = () => listRuns(own.tracker.database.pool, 'daily', 10);
const waiting = () => storedMessages(own.tracker.bus, 'SCHEDULE', '>');

async function untilRuns(count: number): Promise<ScheduleRun[]> {
  await until(async () => (await runs()).length === count, `${count} runs`);
  await until(async () => (await waiting()).length === 0, 'an empty stream');
  return runs();
}

// The first one: the others find the service that it starts.
test('a tick of the clock is due when it says, and late when it waited for the tracker', async () => {
  const { pool } = own.tracker.database;
  await pool.query(
    `UPDATE etl.schedule SET created_at = now() - interval '1 day', counts_from = now() - interval '1 day'`,
  );
  const due = (agoMs: number) => new Date(Date.now() - agoMs).toISOString();
  const [late, now] = [due(90_000), due(0)];
  await publishTick(own.tracker.bus, 'daily', late, NEVER);
  await publishTick(own.tracker.bus, 'daily', now, NEVER);
  await publishTick(own.tracker.bus, 'daily', now, NEVER);
  expect(await waiting()).toHaveLength(2);
  service = await startService();
  expect(await untilRuns(2)).toMatchObject([
    { due_at: now, by: 'clock', outcome: 'started' },
    { due_at: late, by: 'clock', outcome: 'skipped', code: 'TICK_LATE' },
  ]);
  expect(await findSchedule(pool, 'daily')).toMatchObject({ ticks: 2 });
});

test('a tick by hand is an empty message, due when the stream took it', async () => {
  const before = Date.now();
  await publish('schedule.tick.daily');
  const [run] = await untilRuns(1);
  expect(run).toMatchObject({ by: 'hand', outcome: 'started' });
  expect(Math.abs(Date.parse(run?.due_at ?? '') - before)).toBeLessThan(5_000);
  await publish('schedule.tick.daily', '\n');
  expect(await untilRuns(2)).toMatchObject([{ by: 'hand', code: 'JOB_RUNNING', job_id: run?.job_id }, run]);
});

test('a tick by hand that is delivered again is the run that it was', async () => {
  const stored = { subject: 'schedule.tick.daily', data: Buffer.alloc(0), headers: {} };
  const storedAt = new Date().toISOString().replace('Z', '123Z');
  await handleTick(own.tracker, { ...stored, storedAt, deliveryCount: 1 });
  await own.tracker.database.pool.query(`UPDATE etl.etl_job_run SET status = 'success'`);
  await handleTick(own.tracker, { ...stored, storedAt, deliveryCount: 2 });
  expect(await runs()).toMatchObject([{ by: 'hand', outcome: 'started' }]);
  expect(await own.commands('fetch')).toHaveLength(1);
});

test('what names no schedule, or a foreign one, is told and holds up none behind it', async () => {
  for (const name of ['', 'Not-a-Name', 'daily.twice', 'unknown']) {
    await publish(`schedule.${name === '' ? 'tock' : `tick.${name}`}`);
  }
  await publish('schedule.tick.daily');
  await untilRuns(1);
  expect(own.logged.filter(({ event }) => event === 'tick_ignored')).toHaveLength(4);
});

test('what can be read by nobody is kept in DEAD, and holds up none behind it', async () => {
  await publish('schedule.tick.daily', 'run, please');
  await publish('schedule.tick.daily', '{"type":"tick","dueAt":"0000-01-01T00:00:00Z"}');
  await publish('schedule.tick.daily');
  expect(await untilRuns(1)).toMatchObject([{ by: 'hand' }]);
  const dead = () => storedMessages(own.tracker.bus, 'DEAD', 'dead.ticks.unreadable.0');
  await until(async () => (await dead()).length === 2, 'two dead letters');
});

test('a call runs a schedule now, and says what came of it', async () => {
  const call = (schedule: string) => service.call<unknown, object>('tracker.tick', { schedule });
  expect(await call('daily')).toMatchObject({ ok: true, value: { by: 'hand', outcome: 'started' } });
  expect(await call('unknown')).toMatchObject({ ok: false, code: 'SCHEDULE_NOT_FOUND' });
});
