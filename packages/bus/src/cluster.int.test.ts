import { STREAMS } from '@regpipe/contracts';
import { testNats, testNatsCluster, type TestNatsCluster, until } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import type { Bus } from './connect-bus.ts';
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
  cluster = await testNatsCluster();
  return () => cluster.close();
});

/** How many servers keep each stream and are up to date with it. */
async function replicasOf(streams = STREAMS): Promise<number[]> {
  const infos = await Promise.all(streams.map(({ name }) => bus.manager.streams.info(name)));
  return infos.map((info) => 1 + (info.cluster?.replicas?.filter(({ current }) => current).length ?? 0));
}

async function untilReplicated(): Promise<void> {
  const isWhole = async () => (await replicasOf()).every((replicas) => replicas === REPLICAS);
  await until(() => isWhole().catch(() => false), 'every replica of every stream');
}

test('streams of three replicas wait for the third server, and their consumers have as many', async () => {
  const [, , late] = cluster.members;
  await late?.kill();
  const logged: unknown[] = [];
  const log = { ...QUIET, warn: (fields: { err?: Error }) => void logged.push(fields.err?.message) };
  const opening = openBus({ url: cluster.url, name: 'early', replicas: REPLICAS, log });
  await until(() => logged.length > 0, 'a word of the waiting');
  await late?.start();
  await (await opening).close();
  bus = await cluster.connect(REPLICAS);
  await untilReplicated();
  const { consumption } = await observe(bus, ownSubject('consumer'));
  const { cluster: consumer } = await bus.manager.consumers.info('RAW', 'chunks_raw_consumer_1');
  expect(consumer?.replicas).toHaveLength(REPLICAS - 1);
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

test('a full stream makes publishers wait, as on one server', async () => {
  const subject = ownSubject('full');
  let waits = 0;
  const observer = { waited: () => (waits += 1), delivered: () => undefined };
  const { max_bytes } = (await bus.manager.streams.info('CLEAN')).config;
  await bus.manager.streams.update('RAW', { max_bytes: 64 * KiB });
  // Of 64 KiB no more than seven have room.
  const sent = Array.from({ length: 12 }, (_, index) => index);
  let stored = 0;
  const publishing = (async () => {
    for (const index of sent) {
      await publish({ ...bus, observer }, subject, Buffer.alloc(8 * KiB), {
        id: `full.${index}`,
        signal: NEVER,
      });
      stored += 1;
    }
  })();
  await until(() => waits > 0, 'a publisher to wait for room');
  expect(stored).toBeLessThan(8);
  const observed = await observe(bus, subject, { ackWaitMs: 1_000 });
  await publishing;
  await until(async () => (await waiting(bus, subject)) === 0, 'everything to be acknowledged');
  expect(observed.deliveries.length).toBeGreaterThanOrEqual(sent.length);
  await observed.consumption.stop();
  await bus.manager.streams.update('RAW', { max_bytes });
});

test('existing streams get the replicas of a raised setting, from the service that may, and keep them', async () => {
  const only = STREAMS.filter(({ name }) => name !== 'SCHEDULE');
  for (const { name } of only) await bus.manager.streams.delete(name);
  await cluster.connect(1);
  const subject = ownSubject('raised');
  await send(bus, subject, 'before');
  await cluster.connect(REPLICAS, 'loader');
  expect(await replicasOf(only)).toEqual(only.map(() => 1));
  await cluster.connect(REPLICAS, 'tracker');
  await untilReplicated();
  await cluster.connect(1, 'tracker');
  expect(await replicasOf()).toEqual(STREAMS.map(() => REPLICAS));
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
