import { type Bus, createOffer } from '@regpipe/bus';
import { type NotificationCommand, type RefusedError, subjects } from '@regpipe/contracts';
import { connectDatabase, type Database, readProjection } from '@regpipe/database';
import { Metrics } from '@regpipe/metrics';
import { createLogger } from '@regpipe/runtime';
import { storedMessages, testDatabase, type TestDatabase, testNats, until } from '@regpipe/testkit';
import { ServiceBroker } from 'moleculer';
import { beforeAll, expect, test } from 'vitest';

import { projectorService } from './projector.service.ts';

const STARTED_MS = 1_754_000_000_000;
const log = createLogger({ service: 'test', level: 'silent', pretty: false });

let own: TestDatabase;
let bus: Bus;
let broker: ServiceBroker;
let metrics: Metrics;

beforeAll(async () => {
  own = await testDatabase();
  const nats = await testNats({ users: true });
  const projectorBus = await nats.connect('projector');
  bus = await nats.connect();
  const connect = (): Database =>
    connectDatabase({ url: own.roleUrls.projector, applicationName: 'test-projector', poolSize: 4, log });
  const [database, rebuilds] = [connect(), connect()];
  metrics = new Metrics('projector');
  broker = new ServiceBroker({ logger: false });
  const offer = createOffer(projectorBus, 'JOBS');
  broker.createService(
    projectorService({ bus: projectorBus, database, rebuilds, offer, log, metrics }, { ackWaitMs: 2_000 }),
  );
  await broker.start();
  return async () => {
    await broker.stop();
    for (const each of [database, rebuilds]) await each.close();
    await nats.close();
    await own.close();
  };
});

function command(id: string, at: number, changes: Partial<NotificationCommand> = {}): NotificationCommand {
  return {
    transaction_id: id,
    created_at: STARTED_MS + at,
    user_id: 'u-1',
    marketing_id: 'm-1',
    notification_title: `at ${at}`,
    status: 'SENT',
    platform: 'WEBPUSH',
    device_token: 'token',
    payload: {},
    ...changes,
  };
}

const put = (value: unknown) =>
  bus.jetstream.publish(
    subjects.notificationCommands,
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  );

async function countRecorded(prefix: string): Promise<number> {
  const { rows } = await own.database.pool.query<{ count: number }>(
    'SELECT count(*) FROM public.command_record WHERE starts_with(transaction_id, $1)',
    [prefix],
  );
  return rows[0]?.count ?? 0;
}

const waiting = async () => (await bus.manager.streams.info('COMMANDS')).state.messages;

test('commands on the subject become records, however often and in whatever order they come', async () => {
  const commands = Array.from({ length: 300 }, (_, index) => command(`a-${index % 100}`, index));
  await Promise.all([...commands, ...commands.toReversed()].map(put));
  await until(async () => (await waiting()) === 0, 'every command to be acknowledged');
  expect(await countRecorded('a-')).toBe(300);
  const { rows } = await own.database.pool.query<{ title: string }>(
    `SELECT notification_title AS title FROM public.notification_record WHERE transaction_id = 'a-7'`,
  );
  expect(rows).toEqual([{ title: 'at 207' }]);
});

test('what is no command ends in DEAD as it came, and keeps none beside it', async () => {
  const bad = [
    'no JSON',
    JSON.stringify({ ...command('b-1', 0), status: 'READ' }),
    JSON.stringify({ ...command('b-2', 0), payload: { text: '\0' } }),
  ];
  await Promise.all([...bad, command('b-good', 0)].map(put));
  await until(async () => (await waiting()) === 0, 'everything to be settled');
  const dead = await storedMessages(bus, 'DEAD', 'dead.projector.unreadable.0');
  expect(dead.map(({ data }) => data.toString()).sort()).toEqual(bad.sort());
  expect(await countRecorded('b-')).toBe(1);
});

test('while PostgreSQL refuses to work commands wait, and none is lost or buried', async () => {
  await own.database.pool.query(`ALTER ROLE regpipe_projector IN DATABASE ${await databaseName()}
    SET default_transaction_read_only = on`);
  await own.database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test-projector'`,
  );
  await Promise.all(Array.from({ length: 20 }, (_, index) => put(command(`c-${index}`, 0))));
  await until(() => metrics.text().then((text) => /database_retries_total\S* [1-9]/.test(text)), 'a retry');
  expect(await waiting()).toBe(20);
  await own.database.pool.query(`ALTER ROLE regpipe_projector IN DATABASE ${await databaseName()}
    RESET default_transaction_read_only`);
  await own.database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test-projector'`,
  );
  await until(async () => (await waiting()) === 0, 'every command to be acknowledged');
  expect(await countRecorded('c-')).toBe(20);
});

async function databaseName(): Promise<string> {
  const { rows } = await own.database.pool.query<{ name: string }>('SELECT current_database() AS name');
  return rows[0]?.name ?? '';
}

test('tables that somebody drops are made again, and a rebuild fills them as they were', async () => {
  const live = 'SELECT * FROM public.notification_record ORDER BY transaction_id';
  const before = (await own.database.pool.query(live)).rows;
  await own.database.pool.query('DROP TABLE regpipe.notification_record_v1 CASCADE');
  await put(command('d-1', 0));
  await until(async () => (await countRecorded('d-')) === 1, 'the command to be recorded');
  const first = await broker.call('projector.rebuild', { projection: 'notifications' });
  expect(first).toMatchObject({ ok: true, value: { generation: 1, building: 2 } });
  await until(
    async () => (await readProjection(own.database.pool, 'notifications'))?.generation === 2,
    'the rebuild',
  );
  const { rows } = await own.database.pool.query<{ transaction_id: string }>(live);
  expect(rows.filter(({ transaction_id }) => transaction_id !== 'd-1')).toEqual(before);
  await until(async () => {
    const { rows: old } = await own.database.pool.query(
      `SELECT FROM pg_class WHERE relname = 'notification_record_v1'`,
    );
    return old.length === 0;
  }, 'the old tables to be dropped');
});

test('a projection that is none cannot be rebuilt', async () => {
  expect(await broker.call('projector.rebuild', { projection: 'others' })).toMatchObject({
    ok: false,
    code: 'PROJECTION_UNKNOWN' satisfies RefusedError['code'],
  });
});
