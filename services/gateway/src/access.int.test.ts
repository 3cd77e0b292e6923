import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestGateway, type TestGateway, TOKEN } from './testing/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const GUARDED = [
  '/api/jobs',
  '/api/jobs/1/errors.csv',
  '/api/jobs/1/events',
  '/api/datasets',
  '/api/plants',
  '/nowhere',
];

test.each(GUARDED)('%s needs the token', async (url) => {
  const answer = await gateway.server.inject({ url });
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toBe('Bearer realm="regpipe"');
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ code: 'UNAUTHORIZED', status: 401, next: expect.any(String) });
});

test.each(['Bearer wrong-token', `Basic ${TOKEN}`, TOKEN, `Bearer ${TOKEN}x`, 'Bearer'])(
  'refuses "authorization: %s"',
  async (authorization) => {
    const answer = await gateway.server.inject({ url: '/api/jobs', headers: { authorization } });
    expect(answer.statusCode).toBe(401);
  },
);

test('takes the scheme in any case', async () => {
  const answer = await gateway.server.inject({
    url: '/api/jobs',
    headers: { authorization: `bearer ${TOKEN}` },
  });
  expect(answer.statusCode).toBe(200);
});

test('an address cannot be spelled so that it is taken for an open one', async () => {
  for (const url of [
    '/docs/../api/jobs',
    '/docs/%2e%2e/api/jobs',
    '/health/../api/jobs',
    '//api/jobs',
    '/docs/static/..%2f..%2fpackage.json',
  ]) {
    expect((await gateway.server.inject({ url })).statusCode).toBeGreaterThanOrEqual(400);
  }
});

test('an unknown address is a problem document', async () => {
  const answer = await gateway.get('/api/nothing');
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({
    type: '/docs/errors#NOT_FOUND',
    title: 'Not found',
    status: 404,
    code: 'NOT_FOUND',
    instance: expect.stringMatching(/^urn:uuid:/),
  });
});

test('a malformed address is a problem document', async () => {
  const answer = await gateway.get('/api/jobs/%ff');
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ code: 'REQUEST_INVALID', status: 400 });
});

test('answers are not to be stored, sniffed or framed', async () => {
  for (const url of ['/api/jobs', '/api/nothing', '/health', '/api/jobs/%ff', '/docs/errors']) {
    const { headers } = await gateway.get(url);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; script-src 'self'; style-src 'self'.*; frame-ancestors 'none'$/,
      ),
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
  }
});

test('logs one line a request and never the token', async () => {
  const before = gateway.logged().length;
  await gateway.get('/api/jobs?limit=1');
  const lines = gateway.logged().slice(before).trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    event: 'http_request',
    url: '/api/jobs?limit=1',
    status: 200,
  });
  expect(gateway.logged()).not.toContain(TOKEN);
});
