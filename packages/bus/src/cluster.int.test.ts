import { STREAMS } from '@regpipe/contracts';
import { testNats, testNatsCluster, type TestNatsCluster, until } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import type { Bus } from './connect-bus.ts';
import { isNotFound } from './ensure-streams.ts';
import { openBus } from './open-bus.ts';
import { publish } from './publish.ts';
import { observe, ownSubject, send, texts, waiting } from './testing/observe.ts';

const REPLICAS = 3;
const KiB = 1024;
const NEVER = new AbortController().signal;
const QUIET = { warn: () => undefined, error: () => undefined };

let cluster: TestNatsCluster;
let bus: Bus;

beforeAll(async () => {
  cluster = await testNatsCluster(2);
  return () => cluster.close();
});

/** How many servers keep each stream and are up to date with it. */
async function replicasOf(): Promise<number[]> {
  const infos = await Promise.all(STREAMS.map(({ name }) => bus.manager.streams.info(name)));
  return infos.map((info) => 1 + (info.cluster?.replicas?.filter(({ current }) => current).length ?? 0));
}

async function untilReplicated(): Promise<void> {
  const isWhole = async () => (await replicasOf()).every((replicas) => replicas === REPLICAS);
  await until(() => isWhole().catch(() => false), 'every replica of every stream');
}

test('streams of three replicas wait for the third server, and their consumers have as many', async () => {
  const logged: object[] = [];
  const log = { ...QUIET, warn: (fields: object) => void logged.push(fields) };
  const opening = openBus({ url: cluster.url, name: 'early', replicas: REPLICAS, log });
  await until(() => logged.length > 0, 'a word of the waiting');
  expect(logged).toEqual([expect.objectContaining({ event: 'bus_not_ready' })]);
  await cluster.members[2]?.start();
  await (await opening).close();
  bus = await cluster.connect(REPLICAS);
  await untilReplicated();
  const { consumption } = await observe(bus, ownSubject('consumer'));
  const replicas = async () => {
    const { cluster: consumer } = await bus.manager.consumers.info('RAW', 'chunks_raw_consumer_1');
    return consumer?.leader === undefined ? [] : consumer.replicas;
  };
  await until(async () => (await replicas())?.length === REPLICAS - 1, 'the replicas of the consumer');
  await consumption.stop();
  await bus.manager.consumers.delete('RAW', 'chunks_raw_consumer_1');
});

test('while the server that leads a stream is killed, publishing and consuming go on: nothing is lost or stored twice', async () => {
  const subject = ownSubject('killed');
  const sent = Array.from({ length: 300 }, (_, index) => `message ${index}`);
  const consumer = await cluster.connect(REPLICAS);
  const { state: before } = await bus.manager.streams.info('RAW');
  const observed = await observe(consumer, subject, { concurrency: 2, ackWaitMs: 1_000 });
  const publishing = (async () => {
    for (const text of sent) await send(bus, subject, text);
  })();
  await until(() => observed.deliveries.length >= 75, 'a quarter of the work');
  const leader = await cluster.leaderOf(bus, 'RAW');
  await leader?.kill();
  await publishing;
  await until(
    async () => (await waiting(bus, subject).catch(() => 1)) === 0,
    'everything to be acknowledged',
  );
  await leader?.start();
  expect(new Set(texts(observed.deliveries))).toEqual(new Set(sent));
  expect(observed.buried).toEqual([]);
  const { state: after } = await bus.manager.streams.info('RAW');
  expect(after.last_seq - before.last_seq).toBe(sent.length);
  await untilReplicated();
  await observed.consumption.stop();
  await bus.manager.consumers.delete('RAW', subject.replaceAll('.', '_'));
});

test('publishers wait for room before a queue is full, as its replicas would not agree about what is too much', async () => {
  const subject = ownSubject('full');
  const whole = 128 * KiB;
  const { max_bytes } = (await bus.manager.streams.info('CLEAN')).config;
  await bus.manager.streams.update('RAW', { max_bytes: whole });
  let waits = 0;
  const waiter = { ...bus, observer: { waited: () => (waits += 1), delivered: () => undefined } };
  // Each asks before each message, so no more than one message of each is too much: a quarter of the whole.
  const publishing = Array.from({ length: 4 }, async (_, publisher) => {
    for (let index = 0; index < 8; index += 1) {
      const id = `full.${publisher}.${index}`;
      await publish(waiter, subject, Buffer.alloc(8 * KiB), { id, signal: NEVER });
    }
  });
  await until(() => waits >= publishing.length, 'publishers to wait for room');
  const { state } = await bus.manager.streams.info('RAW');
  expect(state.bytes).toBeGreaterThanOrEqual(whole / 2);
  expect(state.bytes).toBeLessThan(whole * 0.8);
  const { deliveries, consumption } = await observe(bus, subject, { concurrency: 2, ackWaitMs: 1_000 });
  await Promise.all(publishing);
  await until(async () => (await waiting(bus, subject)) === 0, 'everything to be acknowledged');
  expect(deliveries.length).toBeGreaterThanOrEqual(4 * 8);
  await consumption.stop();
  await bus.manager.streams.update('RAW', { max_bytes });
});

test('existing streams get the replicas of a raised setting, from the services that may, and keep them', async () => {
  const names = STREAMS.map(({ name }) => name).filter((name) => name !== 'SCHEDULE');
  const wanted = async () => {
    const infos = await Promise.all(names.map((name) => bus.manager.streams.info(name)));
    return new Set(infos.map(({ config }) => config.num_replicas));
  };
  for (const name of names) {
    await bus.manager.streams.delete(name);
    await until(() => bus.manager.streams.info(name).then(() => false, isNotFound), `the end of ${name}`);
  }
  await cluster.connect(1);
  const subject = ownSubject('raised');
  await send(bus, subject, 'before');
  await cluster.connect(REPLICAS, 'loader');
  expect(await wanted()).toEqual(new Set([1]));
  await cluster.connect(REPLICAS, 'tracker');
  await cluster.connect(REPLICAS, 'projector');
  await untilReplicated();
  await cluster.connect(1, 'tracker');
  await cluster.connect(1, 'projector');
  expect(await wanted()).toEqual(new Set([REPLICAS]));
  expect(await waiting(bus, subject)).toBe(1);
});

test('a server of no cluster refuses more than one replica, by the name of the setting', async () => {
  const alone = await testNats();
  const refused = {
    ...{ name: 'TerminalError', code: 'CONFIG_INVALID' },
    message: expect.stringContaining('REGPIPE_STREAM_REPLICAS') as string,
  };
  const open = () => openBus({ url: alone.url, name: 'test', replicas: REPLICAS, log: QUIET });
  await expect(open()).rejects.toMatchObject(refused);
  await alone.connect();
  await expect(open(), 'also for streams that are there').rejects.toMatchObject(refused);
  await alone.close();
});
