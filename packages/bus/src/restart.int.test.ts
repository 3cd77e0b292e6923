import { STREAMS } from '@regpipe/contracts';
import { testNats, type TestNats, until } from '@regpipe/testkit';
import { afterAll, expect, test } from 'vitest';

import { observe, ownSubject, send, texts, waiting } from './testing/observe.ts';
import { streamUsage } from './streams.ts';

const subject = ownSubject('restart');
const sent = Array.from({ length: 400 }, (_, index) => `message ${index}`);

const servers: TestNats[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

/** A server of the test's own. */
async function ownNats(): Promise<TestNats> {
  const nats = await testNats();
  servers.push(nats);
  return nats;
}

test.concurrent.each([
  ['restarted', { hard: false }],
  ['killed and started again', { hard: true }],
])(
  'a server that is %s in the midst of publishing and consuming loses nothing, and both go on by themselves',
  async (_how, how) => {
    const nats = await ownNats();
    const [publisher, consumer] = [await nats.connect(), await nats.connect()];
    const observed = await observe(consumer, subject, { concurrency: 2, ackWaitMs: 1_000 });
    const publishing = (async () => {
      for (const text of sent) await send(publisher, subject, text);
    })();
    await until(() => observed.deliveries.length >= 100, 'a quarter of the work');
    await nats.restart(how);
    await publishing;
    await until(async () => (await waiting(publisher, subject)) === 0, 'everything to be acknowledged');
    expect(new Set(texts(observed.deliveries))).toEqual(new Set(sent));
    expect(observed.buried).toEqual([]);
  },
);

test.concurrent(
  'after its store is lost, streams and consumers are made anew and the work goes on',
  async () => {
    const nats = await ownNats();
    const [publisher, consumer] = [await nats.connect(), await nats.connect()];
    const observed = await observe(consumer, subject, { concurrency: 2, ackWaitMs: 1_000 });
    await send(publisher, subject, 'before');
    await until(async () => (await waiting(publisher, subject)) === 0, 'the first message');
    await nats.restart({ hard: true, wipe: true });
    await send(publisher, subject, 'after');
    await until(() => texts(observed.deliveries).includes('after'), 'the message behind the loss');
    const usage = await streamUsage(publisher);
    expect(usage.map(({ stream }) => stream)).toEqual(STREAMS.map(({ name }) => name));
  },
);

test.concurrent('after its consumer was deleted, it is made anew and nothing is passed over', async () => {
  const nats = await ownNats();
  const bus = await nats.connect();
  const observed = await observe(bus, subject, { ackWaitMs: 1_000 });
  await send(bus, subject, 'before');
  await until(async () => (await waiting(bus, subject)) === 0, 'the first message');
  await bus.manager.consumers.delete('RAW', subject.replaceAll('.', '_'));
  await send(bus, subject, 'after');
  await until(async () => (await waiting(bus, subject)) === 0, 'the second message');
  expect(texts(observed.deliveries)).toEqual(['before', 'after']);
});
