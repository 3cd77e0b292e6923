import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { until } from '@regpipe/testkit';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
  TOKEN,
} from '../testing/test-gateway.ts';

let base: TestGateway;
beforeAll(async () => {
  base = await startTestGateway();
  return () => base.close();
});

async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startTestGateway(options);
  onTestFinished(() => gateway.close());
  return gateway;
}

function guess(gateway: TestGateway, token: string, remoteAddress = '192.0.2.1') {
  const headers = { authorization: `Bearer ${token}` };
  return gateway.server.inject({ url: '/api/jobs', headers, remoteAddress });
}

test('after ten wrong tokens an address is not listened to for a minute', async () => {
  const gateway = await start();
  const good = await gateway.addToken('viewer');
  expect((await guess(gateway, good)).statusCode).toBe(200);
  for (let count = 0; count < 10; count += 1) {
    expect((await guess(gateway, `wrong-token-${count}`)).statusCode).toBe(401);
  }
  const refused = await guess(gateway, 'wrong-token-10');
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([429, 'TOO_MANY_REQUESTS']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50);
  expect((await guess(gateway, await gateway.addToken('admin'))).statusCode).toBe(429);
  const signIn = { method: 'POST', url: '/api/session', remoteAddress: '192.0.2.1' } as const;
  expect((await gateway.server.inject({ ...signIn, payload: { token: TOKEN } })).statusCode).toBe(429);

  expect((await guess(gateway, good)).statusCode, 'one that is known to be good').toBe(200);
  expect((await guess(gateway, 'wrong-token-10', '192.0.2.2')).statusCode).toBe(401);

  const failures = gateway
    .logged()
    .split('\n')
    .filter((line) => line.includes('"auth_failed"'));
  expect(failures).toHaveLength(11);
  expect(JSON.parse(failures[0] ?? '')).toMatchObject({ level: 'WARN', address: '192.0.2.1', what: 'token' });
  expect(gateway.logged()).not.toContain('wrong-token');
});

test('addresses of one IPv6 network count as one', async () => {
  const gateway = await start();
  for (let count = 0; count < 10; count += 1) await guess(gateway, 'wrong', `2001:db8:0:1::${count}`);
  expect((await guess(gateway, 'wrong', '2001:db8:0:1:ffff::1')).statusCode).toBe(429);
  expect((await guess(gateway, 'wrong', '2001:db8:0:2::1')).statusCode).toBe(401);
});

test('sessions that have ended do not keep their browser from signing in', async () => {
  const gateway = await start();
  const headers = { cookie: 'regpipe_session=ended' };
  for (let count = 0; count < 12; count += 1) await gateway.server.inject({ url: '/api/jobs', headers });
  expect((await gateway.server.inject({ url: '/api/jobs', headers })).statusCode).toBe(429);
  const answer = await gateway.server.inject({
    method: 'POST',
    url: '/api/session',
    payload: { token: TOKEN },
  });
  expect(answer.statusCode).toBe(201);
});

test('asking without a token is no guess', async () => {
  const gateway = await start();
  for (let count = 0; count < 15; count += 1) {
    expect((await gateway.server.inject({ url: '/api/jobs' })).statusCode).toBe(401);
  }
  expect(gateway.logged()).not.toContain('auth_failed');
});

test('a token has so many requests a minute, another has its own', async () => {
  const gateway = await start({ limits: { requestsPerMinute: 3 } });
  const other = await gateway.addToken('viewer');
  for (let count = 0; count < 3; count += 1) expect((await gateway.get('/api/jobs')).statusCode).toBe(200);
  const refused = await gateway.get('/api/jobs');
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([429, 'TOO_MANY_REQUESTS']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await gateway.get('/nowhere')).statusCode).toBe(429);
  expect((await guess(gateway, other)).statusCode).toBe(200);
  for (let count = 0; count < 3; count += 1) await gateway.server.inject({ url: '/health' });
  expect((await gateway.server.inject({ url: '/health' })).statusCode).toBe(429);
});

test.each([
  ['/api/jobs/1/events', 'eventStreams'],
  ['/api/jobs/1/errors.csv', 'downloads'],
] as const)('%s has so many places for a token, and in all', async (path, kind) => {
  const gateway = await start({ limits: { [kind]: { perToken: 1, inAll: 2 } } });
  const id = await gateway.addJob();
  // Enough that an answer nobody reads cannot end by itself.
  await gateway.addRejects(id, 'LARGE', Array<string>(6_000).fill('x'.repeat(8_000)));
  const address = await gateway.server.listen({ port: 0 });
  const open = async (token: string) => {
    const controller = new AbortController();
    const answer = await fetch(address + path, {
      headers: { authorization: `Bearer ${token}` },
      signal: controller.signal,
    });
    // With the answer in it: fetch would give up one that nobody holds.
    return { answer, status: answer.status, end: () => controller.abort() };
  };
  const first = await open(TOKEN);
  expect(first.status).toBe(200);
  expect((await open(TOKEN)).status).toBe(429);
  const second = await open(await gateway.addToken('viewer'));
  expect(second.status).toBe(200);
  expect((await open(await gateway.addToken('operator'))).status).toBe(503);
  first.end();
  await until(async () => (await open(TOKEN)).status === 200, 'a place to be free');
  second.end();
});

test('a stream ends when its token is revoked', async () => {
  const gateway = await start();
  await gateway.addJob();
  const address = await gateway.server.listen({ port: 0 });
  const token = await gateway.addToken('viewer');
  const answer = await fetch(`${address}/api/jobs/1/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  const ended = answer.text();
  await gateway.server.inject({
    method: 'DELETE',
    url: '/api/tokens/viewer',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(await ended).not.toContain('event: end');
});

test.each([
  [
    'headers that are too large',
    `GET /health HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
  ],
  ['headers that do not end', 'GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', 408],
  [
    'a body that does not end',
    'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    408,
  ],
  ['what is no HTTP', 'SSH-2.0-x\r\n\r\n', 400],
])('%s: a problem document, and the connection ends', async (_what, request, status) => {
  const gateway = await start({ limits: { requestTimeoutMs: 600 }, beside: base });
  const address = new URL(await gateway.server.listen({ port: 0 }));
  const socket = connect(Number(address.port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(request);
  const answer = await text(socket);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head.toLowerCase()).toContain('content-type: application/problem+json');
  expect(head.toLowerCase()).toContain('x-content-type-options: nosniff');
  expect(JSON.parse(body)).toMatchObject({ code: 'REQUEST_INVALID', status });
});

test.each([
  ['127.0.0.1', 'localhost:8000', [], 200],
  ['127.0.0.1', '127.0.0.1', [], 200],
  ['127.0.0.1', '[::1]:8000', [], 200],
  ['127.0.0.1', 'LOCALHOST', [], 200],
  ['127.0.0.1', 'evil.test', [], 421],
  ['127.0.0.1', '127.0.0.1.evil.test:8000', [], 421],
  ['127.0.0.1', 'Data.Example', ['data.example'], 200],
  ['0.0.0.0', 'any.example', [], 200],
  ['0.0.0.0', 'any.example', ['data.example'], 421],
  ['0.0.0.0', 'data.example:8000', ['data.example'], 200],
])('bound to %s, asked for as %s, with %j allowed: %i', async (host, name, allowedHosts, status) => {
  const gateway = await start({ host, allowedHosts, beside: base });
  const ask = (url: string) => gateway.server.inject({ url, headers: { host: name } });
  expect((await ask('/openapi.json')).statusCode).toBe(status);
  expect((await ask('/health')).statusCode, 'whether it lives may be asked by any name').toBe(200);
});
