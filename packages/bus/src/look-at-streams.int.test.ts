import { testNats, type TestNats, until } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { type Bus, connectBus } from './connect-bus.ts';
import { consume } from './consume.ts';
import { lookAtStreams } from './look-at-streams.ts';
import { publish } from './publish.ts';
import { readNatsVersion } from './read-nats-version.ts';

const log = { warn: () => undefined, error: () => undefined };
let nats: TestNats;
let gateway: Bus;

beforeAll(async () => {
  nats = await testNats({ users: true });
  gateway = await connectBus({ url: nats.serviceUrls.gateway ?? '', service: 'gateway', log });
  return async () => {
    await gateway.close();
    await nats.close();
  };
});

test('on an empty server there is nothing to see, which is no error', async () => {
  expect(await lookAtStreams(gateway)).toEqual([]);
  expect(await readNatsVersion(gateway, 3_000)).toMatch(/^\d+\.\d+\.\d+/);
});

test('shows what waits in a stream, and who has been given how much of it', async () => {
  const [fetcher, transformer] = [await nats.connect('fetcher'), await nats.connect('transformer')];
  const { signal } = new AbortController();
  for (let id = 0; id < 3; id += 1)
    await publish(fetcher, 'chunks.raw.plants.1', Buffer.from('fern'), { id: String(id), signal });
  const working = Promise.withResolvers<undefined>();
  const consumption = await consume(transformer, {
    stream: 'RAW',
    durable: 'transformer',
    concurrency: 1,
    ackWaitMs: 10_000,
    maxDeliveries: 5,
    retryDelayMs: 100,
    handle: () => working.promise,
    bury: () => Promise.resolve(),
  });
  await until(async () => {
    const raw = (await lookAtStreams(gateway)).find(({ name }) => name === 'RAW');
    return raw?.consumers[0]?.in_flight === 1;
  }, 'a message on its way');
  const views = await lookAtStreams(gateway);
  expect(views.find(({ name }) => name === 'RAW')).toEqual({
    name: 'RAW',
    subjects: ['chunks.raw.>'],
    messages: 3,
    bytes: expect.any(Number) as number,
    max_bytes: 64 * 1024 * 1024,
    consumers: [{ name: 'transformer', pending: 2, in_flight: 1, redelivered: 0 }],
  });
  // Its loader has never been there.
  expect(views.find(({ name }) => name === 'CLEAN')).toMatchObject({ messages: 0, consumers: [] });
  working.resolve(undefined);
  await consumption.stop();
});

test('while NATS is away it says so at once, and goes on when it is back', async () => {
  const absent = nats.restart({ hard: true });
  await until(() => !gateway.isConnected(), 'the connection to be lost');
  await expect(lookAtStreams(gateway)).rejects.toMatchObject({ code: 'BUS_UNAVAILABLE', status: 503 });
  expect(await readNatsVersion(gateway, 3_000)).toBeUndefined();
  await absent;
  await until(async () => {
    const views = await lookAtStreams(gateway).catch(() => []);
    return views.some(({ name }) => name === 'RAW');
  }, 'the streams to be seen again');
});
