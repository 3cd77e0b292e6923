import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline, Transform } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

import { testNats, until } from '@regpipe/testkit';
import { expect, onTestFinished, test } from 'vitest';

import { createBroker, startBroker } from './broker.ts';
import { createLifecycle } from './lifecycle.ts';
import { createLogger } from './logger.ts';

const DELAY_MS = 100;
const silent = createLogger({ service: 'test', level: 'fatal' });

/** The server as it is seen over a slow line. */
async function slowly(natsUrl: string): Promise<string> {
  const { hostname, port } = new URL(natsUrl);
  const delayed = () =>
    new Transform({
      transform(data, _encoding, done) {
        void pause(DELAY_MS).then(() => done(null, data));
      },
    });
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    sockets.push(near, far);
    pipeline(near, delayed(), far, () => near.destroy());
    pipeline(far, delayed(), near, () => far.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return `nats://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const brokerAt = (natsUrl: string, service: string) =>
  createBroker({ service, namespace: 'test', natsUrl, log: silent });

test('a service that has started takes calls, also where callers know it from before', async () => {
  const nats = await testNats();
  onTestFinished(() => nats.close());
  const caller = brokerAt(nats.url, 'caller');
  await caller.start();
  onTestFinished(() => caller.stop());
  const line = await slowly(nats.url);
  for (const life of ['first', 'second']) {
    const broker = brokerAt(line, 'called');
    broker.createService({ name: 'called', actions: { which: () => life } });
    await startBroker(broker, createLifecycle(silent));
    await until(() => caller.registry.actions.isAvailable('called.which'), 'discovery');
    expect(await caller.call('called.which', {}, { timeout: 5_000 })).toBe(life);
    if (life === 'second') onTestFinished(() => broker.stop());
    // As in a crash: nobody is told, and the caller goes on taking it for alive.
    else await broker.transit?.tx.disconnect();
  }
});
