import { NATS_SERVICES, type StreamView, type System } from '@regpipe/contracts';
import { expect, onTestFinished, test } from 'vitest';

import { startTestGateway, type TestGatewayOptions } from './testing/test-gateway.ts';

async function start(options: TestGatewayOptions = {}) {
  const gateway = await startTestGateway(options);
  onTestFinished(() => gateway.close());
  return gateway;
}

const replica = { service: 'loader', node: 'loader.7-x', host: 'one', version: '0.1.0', seenSeconds: 2 };

test('every service stands in the list, with the processes that are there', async () => {
  const others = [
    { ...replica, node: 'loader.8-y', host: 'two', version: null },
    { ...replica, service: 'stranger' },
  ];
  const gateway = await start({
    listReplicas: () => [replica, ...others],
    bus: { readVersion: () => Promise.resolve('2.11.4'), lookAtStreams: () => Promise.resolve([]) },
  });
  const system = (await gateway.get('/api/system')).json<System>();
  expect(system.services.map(({ name }) => name)).toEqual(NATS_SERVICES);
  expect(system.services.find(({ name }) => name === 'loader')?.replicas).toEqual([
    { node: 'loader.7-x', host: 'one', version: '0.1.0', seen_seconds: 2 },
    { node: 'loader.8-y', host: 'two', version: null, seen_seconds: 2 },
  ]);
  expect(system.services.find(({ name }) => name === 'fetcher')?.replicas).toEqual([]);
  expect(system).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
    database: { reachable: true, version: expect.stringMatching(/^\d+/) as string },
    bus: { reachable: true, version: '2.11.4' },
  });
});

test('without NATS the system is shown, and its streams are a 503 that says why', async () => {
  const gateway = await start();
  expect((await gateway.get('/api/system')).json()).toMatchObject({
    bus: { reachable: false, version: null },
  });
  const streams = await gateway.get('/api/streams');
  expect([streams.statusCode, streams.json<{ code: string }>().code]).toEqual([503, 'BUS_UNAVAILABLE']);
});

test('the streams are given as NATS counts them', async () => {
  const consumers = [{ name: 'transformer', pending: 2, in_flight: 1, redelivered: 0 }];
  const view: StreamView = {
    ...{ name: 'RAW', subjects: ['chunks.raw.>'], messages: 3, bytes: 900, max_bytes: 67_108_864 },
    consumers,
  };
  const gateway = await start({
    bus: { readVersion: () => Promise.resolve('2.9.0'), lookAtStreams: () => Promise.resolve([view]) },
  });
  expect((await gateway.get('/api/streams')).json()).toEqual({ items: [view] });
});
