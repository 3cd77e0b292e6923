import { testNats, type TestNats, until } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Bus } from './connect-bus.ts';
import { observe, ownSubject, send, texts, waiting } from './testing/observe.ts';

/*
 * The ack wait is half a minute here: what comes back within seconds was handed back, and not waited out.
 */
const SOON_MS = 6_000;

let nats: TestNats;
let bus: Bus;

beforeAll(async () => {
  nats = await testNats();
  bus = await nats.connect();
  return () => nats.close();
});

/** Rejects when the consumer stops. */
function untilStopped(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

describe.concurrent('stopping a consumer', () => {
  test('waits for work that comes to its end, which is then done for good', async () => {
    const subject = ownSubject('finishes');
    const stopSeen = Promise.withResolvers<void>();
    const own = await nats.connect();
    const observed = await observe(own, subject, {
      handle: async (_delivery, signal) => {
        await untilStopped(signal).catch(() => undefined);
        await stopSeen.promise;
      },
    });
    await send(bus, subject, 'a');
    await until(() => observed.deliveries.length === 1, 'the delivery');
    const stopped = observed.consumption.stop();
    stopSeen.resolve();
    await stopped;
    await own.close();
    await until(async () => (await waiting(bus, subject)) === 0, 'the acknowledgement', SOON_MS);
    expect(observed.buried).toEqual([]);
  });

  test('hands work that it interrupts to the next consumer, although the process ends right behind it', async () => {
    const subject = ownSubject('interrupted');
    const own = await nats.connect();
    const first = await observe(own, subject, { handle: (_delivery, signal) => untilStopped(signal) });
    await send(bus, subject, 'a');
    await until(() => first.deliveries.length === 1, 'the delivery');
    await first.consumption.stop();
    await own.close();
    const second = await observe(bus, subject);
    await until(async () => (await waiting(bus, subject)) === 0, 'the next consumer', SOON_MS);
    expect(texts(second.deliveries)).toEqual(['a']);
    expect([...first.buried, ...second.buried]).toEqual([]);
  });

  test('costs a message one delivery, however many workers wait for messages meanwhile', async () => {
    const subject = ownSubject('idle-workers');
    const own = await nats.connect();
    const first = await observe(own, subject, {
      concurrency: 8,
      handle: (_delivery, signal) => untilStopped(signal),
    });
    await send(bus, subject, 'a');
    await until(() => first.deliveries.length === 1, 'the delivery');
    await first.consumption.stop();
    const second = await observe(bus, subject, { concurrency: 8 });
    await until(async () => (await waiting(bus, subject)) === 0, 'the next consumer', SOON_MS);
    expect(second.deliveries.map((delivery) => delivery.deliveryCount)).toEqual([2]);
    expect(first.deliveries).toHaveLength(1);
  });

  test('leaves messages that arrive meanwhile to the next consumer', async () => {
    const subject = ownSubject('arrives-late');
    const own = await nats.connect();
    const first = await observe(own, subject, { concurrency: 3 });
    const stopped = first.consumption.stop();
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => send(bus, subject, text)));
    await stopped;
    await own.close();
    const second = await observe(bus, subject);
    await until(async () => (await waiting(bus, subject)) === 0, 'the next consumer', SOON_MS);
    expect(texts(second.deliveries).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(first.deliveries).toEqual([]);
    expect(Math.max(...second.deliveries.map((delivery) => delivery.deliveryCount))).toBeLessThanOrEqual(2);
  });

  test('may be asked for twice, and comes to an end while the server restarts', async () => {
    const own = await testNats();
    const observed = await observe(await own.connect(), ownSubject('away'));
    await Promise.all([own.restart(), observed.consumption.stop(), observed.consumption.stop()]);
    await own.close();
  });
});
