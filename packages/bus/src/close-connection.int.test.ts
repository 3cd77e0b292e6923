import { testNats, type TestNats, until } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { closeConnection } from './close-connection.ts';
import { type Bus, connectBus } from './connect-bus.ts';

const CONNECTIONS = 30;
const NOISE = 'test.noise';
const WORDS = 'test.words';

let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});

test('what a connection says last arrives, also where more comes in than it reads', async () => {
  const heard: string[] = [];
  bus.connection.subscribe(WORDS, {
    callback: (_error, { data }) => heard.push(Buffer.from(data).toString()),
  });
  const noise = setInterval(() => {
    for (let i = 0; i < 50; i += 1) bus.connection.publish(NOISE, Buffer.alloc(10_000));
  }, 1);
  for (let number = 0; number < CONNECTIONS; number += 1) {
    const { connection } = await nats.connect();
    connection.subscribe(NOISE, { callback: () => undefined });
    await connection.flush();
    connection.publish(WORDS, `${number}`);
    await closeConnection(connection);
    expect(connection.isClosed()).toBe(true);
  }
  clearInterval(noise);
  await until(() => heard.length === CONNECTIONS, 'every last word');
});

test('a server that does not answer is not waited for', async () => {
  const own = await testNats();
  const log = { warn: () => undefined, error: () => undefined };
  const { connection } = await connectBus({ url: own.url, name: 'test', log });
  await own.close();
  await closeConnection(connection);
  await closeConnection(connection);
  expect(connection.isClosed()).toBe(true);
});
