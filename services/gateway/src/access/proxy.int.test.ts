import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { until } from '@regpipe/testkit';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../testing/test-gateway.ts';

/** Where the proxies are. */
const NETWORK = '10.0.1.0/24';
const PROXY = '10.0.1.7';
/** Of a load balancer of AWS, and of nginx. */
const USUAL_IDLE_S = 60;

let base: TestGateway;
beforeAll(async () => {
  base = await startTestGateway();
  return () => base.close();
});

async function start(options: TestGatewayOptions): Promise<TestGateway> {
  const gateway = await startTestGateway({ beside: base, ...options });
  onTestFinished(() => gateway.close());
  return gateway;
}

async function guesses(gateway: TestGateway, count: number, remoteAddress: string, forwardedFor: string) {
  const statuses: number[] = [];
  for (let guess = 0; guess < count; guess += 1) {
    const headers = { authorization: 'Bearer wrong-token', 'x-forwarded-for': forwardedFor };
    statuses.push((await gateway.server.inject({ url: '/api/jobs', headers, remoteAddress })).statusCode);
  }
  return statuses;
}

test('behind a proxy that is trusted, each client has guesses of its own, and is logged by its address', async () => {
  const gateway = await start({ trustedProxies: [NETWORK] });
  expect((await guesses(gateway, 11, PROXY, '192.0.2.1')).slice(-2)).toEqual([401, 429]);
  expect(await guesses(gateway, 1, '10.0.1.8', '192.0.2.1'), 'by another proxy').toEqual([429]);
  expect(await guesses(gateway, 1, PROXY, '192.0.2.2')).toEqual([401]);
  expect(gateway.logged()).toContain('A wrong token came from 192.0.2.1');
  expect(gateway.logged()).not.toContain(PROXY);
});

test('what a client says of itself is not believed: the proxy puts the address it came from behind it', async () => {
  const gateway = await start({ trustedProxies: [NETWORK] });
  for (let other = 1; other <= 10; other += 1)
    await guesses(gateway, 1, PROXY, `198.51.100.${other}, 192.0.2.1`);
  expect(await guesses(gateway, 1, PROXY, '203.0.113.1, 192.0.2.1')).toEqual([429]);
});

test.each([
  ['without trusted proxies', []],
  ['from elsewhere than the trusted proxies', [NETWORK]],
])('%s nobody has guesses by a header', async (_where, trustedProxies) => {
  const gateway = await start({ trustedProxies });
  for (let other = 1; other <= 10; other += 1) await guesses(gateway, 1, '203.0.113.9', `192.0.2.${other}`);
  expect(await guesses(gateway, 1, '203.0.113.9', '192.0.2.99')).toEqual([429]);
});

test('a connection without a request is kept for longer than proxies keep theirs, whatever a request may take', async () => {
  const gateway = await start({ limits: { requestTimeoutMs: 300 } });
  const port = Number(new URL(await gateway.server.listen({ port: 0 })).port);
  const idle = connect(port, '127.0.0.1');
  onTestFinished(() => void idle.destroy());
  let answers = '';
  idle.on('data', (data) => (answers += data.toString()));
  const ask = async (times: number) => {
    idle.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await until(() => answers.split('"status":"ok"').length === times + 1, `answer ${times}`);
  };
  await ask(1);
  const seconds = Number(/^keep-alive: timeout=(\d+)\r$/im.exec(answers)?.[1]);
  expect(seconds).toBeGreaterThan(USUAL_IDLE_S);

  const slow = connect(port, '127.0.0.1');
  await once(slow, 'connect');
  slow.write('GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
  expect(await text(slow), 'a request that does not end').toMatch(/^HTTP\/1.1 408 /);
  await ask(2);
});
