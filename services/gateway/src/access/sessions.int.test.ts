import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { startTestGateway, type TestGateway, TOKEN } from '../testing/test-gateway.ts';

interface Session {
  readonly cookie: string;
  readonly csrf: string;
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

function signIn(token: string, headers: Record<string, string> = {}, at = gateway) {
  return at.server.inject({ method: 'POST', url: '/api/session', payload: { token }, headers });
}

async function open(token: string, at = gateway): Promise<Session> {
  const answer = await signIn(token, {}, at);
  expect(answer.statusCode).toBe(201);
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return { cookie, csrf: answer.json<{ csrf_token: string }>().csrf_token };
}

function send(method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string>, at = gateway) {
  return at.server.inject({ method, url, headers });
}

test('signing in gives a cookie that no script, no other site and no plain connection gets', async () => {
  const plain = await signIn(TOKEN);
  expect(plain.statusCode).toBe(201);
  expect(plain.json()).toMatchObject({ name: 'environment', role: 'admin' });
  expect(gateway.logged()).toMatch(/"event":"api_change","actor":"environment".*"url":"\/api\/session"/);
  expect(plain.headers['set-cookie']).toMatch(
    /^regpipe_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  expect(plain.body).not.toContain(String(plain.headers['set-cookie']).slice(16, 59));
  const forged = await signIn(TOKEN, { 'x-forwarded-proto': 'https' });
  expect(forged.headers['set-cookie']).not.toContain('Secure');
  const trusting = await startTestGateway({ beside: gateway, trustedProxies: ['127.0.0.1'] });
  onTestFinished(() => trusting.close());
  const secure = await signIn(TOKEN, { 'x-forwarded-proto': 'https' }, trusting);
  expect(secure.headers['set-cookie']).toMatch(/; Secure$/);
});

test('a session reads as its token may, and is kept as a hash', async () => {
  const { cookie, csrf } = await open(await gateway.addToken('viewer', 'reader'));
  expect((await send('GET', '/api/jobs', { cookie })).statusCode).toBe(200);
  const who = await send('GET', '/api/session', { cookie: `a=1; ${cookie}; b=2` });
  expect(who.json()).toEqual({ name: 'reader', role: 'viewer', csrf_token: csrf });
  const refused = await send('POST', '/api/jobs/1/cancel', { cookie, 'x-csrf-token': csrf });
  expect(refused.json()).toMatchObject({ code: 'FORBIDDEN' });
  const { rows } = await gateway.database.pool.query('SELECT s::text AS row FROM etl.api_session s');
  expect(JSON.stringify(rows)).not.toContain(cookie.slice(16));
  expect(gateway.logged()).not.toContain(cookie.slice(16));
});

test('with a bearer token one is who the token is, and needs no CSRF token', async () => {
  const authorization = `Bearer ${await gateway.addToken('operator')}`;
  expect((await send('GET', '/api/session', { authorization })).json()).toEqual({
    name: 'operator',
    role: 'operator',
    csrf_token: null,
  });
  expect((await send('DELETE', '/api/session', { authorization })).statusCode).toBe(204);
});

test.each([
  ['a form of another site', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['no CSRF token', {}],
  ['a wrong CSRF token', { 'x-csrf-token': 'wrong' }],
  ['the right one from another site', { right: 'yes', 'sec-fetch-site': 'cross-site' }],
  ['the right one from a sister site', { right: 'yes', 'sec-fetch-site': 'same-site' }],
  ['the right one from another origin', { right: 'yes', origin: 'http://evil.test' }],
  ['the right one from another port', { right: 'yes', origin: 'http://localhost:81' }],
  ['the right one from an opaque origin', { right: 'yes', origin: 'null' }],
])('a change by cookie is refused with %s', async (_what, given: Record<string, string>) => {
  const { cookie, csrf } = await open(TOKEN);
  const { right, ...headers } = given;
  const answer = await send('POST', '/api/jobs/1/cancel', {
    cookie,
    ...headers,
    ...(right === undefined ? {} : { 'x-csrf-token': csrf }),
  });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'CSRF_REFUSED']);
});

test('a change by cookie passes from a page of our own', async () => {
  const { cookie, csrf } = await open(TOKEN);
  const headers = {
    cookie,
    'x-csrf-token': csrf,
    host: 'localhost:80',
    origin: 'http://localhost:80',
    'sec-fetch-site': 'same-origin',
  };
  const answer = await send('DELETE', '/api/tokens/none', headers);
  expect(answer.json()).toMatchObject({ code: 'TOKEN_NOT_FOUND' });
});

test('nobody is signed in by another site', async () => {
  for (const headers of [{ origin: 'http://evil.test' }, { 'sec-fetch-site': 'cross-site' }]) {
    expect((await signIn(TOKEN, headers)).json()).toMatchObject({ code: 'CSRF_REFUSED' });
  }
  const form = await gateway.server.inject({
    method: 'POST',
    url: '/api/session',
    payload: `token=${TOKEN}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(form.statusCode).toBe(415);
});

test('an Authorization header that is wrong is not made good by a cookie', async () => {
  const { cookie } = await open(TOKEN);
  expect((await send('GET', '/api/jobs', { cookie, authorization: 'Basic YTpi' })).statusCode).toBe(401);
});

test('signing out ends the session, and signing in again ends the one before', async () => {
  const { cookie, csrf } = await open(TOKEN);
  const out = await send('DELETE', '/api/session', { cookie, 'x-csrf-token': csrf });
  expect(out.statusCode).toBe(204);
  expect(out.headers['set-cookie']).toMatch(/^regpipe_session=;.*Max-Age=0/);
  expect((await send('GET', '/api/jobs', { cookie })).statusCode).toBe(401);
  const first = await open(TOKEN);
  await signIn(TOKEN, { cookie: first.cookie });
  expect((await send('GET', '/api/jobs', { cookie: first.cookie })).statusCode).toBe(401);
});

test('a session is known to every gateway, and ends with its token', async () => {
  const other = await startTestGateway({ beside: gateway });
  onTestFinished(() => other.close());
  const { cookie } = await open(await gateway.addToken('viewer', 'guest'));
  expect((await send('GET', '/api/jobs', { cookie }, other)).statusCode).toBe(200);
  await gateway.server.inject({
    method: 'DELETE',
    url: '/api/tokens/guest',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect((await send('GET', '/api/jobs', { cookie })).statusCode).toBe(401);
});

test("a session of the environment's token ends when that is another one", async () => {
  const { cookie } = await open(TOKEN);
  for (const token of ['another-token-for-the-tests', null]) {
    const changed = await startTestGateway({ beside: gateway, token });
    onTestFinished(() => changed.close());
    expect((await send('GET', '/api/jobs', { cookie }, changed)).statusCode).toBe(401);
  }
});

test('it slides: each use gives it twelve hours more, and without use it ends', async () => {
  const own = await startTestGateway();
  onTestFinished(() => own.close());
  const { cookie } = await open(TOKEN, own);
  const leave = (left: string) =>
    own.database.pool.query(`UPDATE etl.api_session SET expires_at = now() + $1::interval`, [left]);
  await leave('1 hour');
  expect((await send('GET', '/api/jobs', { cookie }, own)).statusCode).toBe(200);
  const { rows } = await own.database.pool.query<{ hours: string }>(
    `SELECT extract(epoch FROM expires_at - now()) / 3600 AS hours FROM etl.api_session`,
  );
  expect(Number(rows[0]?.hours)).toBeGreaterThan(11.9);
  await leave('0');
  const fresh = await startTestGateway({ beside: own });
  onTestFinished(() => fresh.close());
  expect((await send('GET', '/api/jobs', { cookie }, fresh)).statusCode).toBe(401);
});

test('a token has no more sessions than it can use', async () => {
  const own = await startTestGateway();
  onTestFinished(() => own.close());
  const first = await open(TOKEN, own);
  for (let count = 0; count < 105; count += 1) await signIn(TOKEN, {}, own);
  const { rowCount } = await own.database.pool.query('SELECT FROM etl.api_session');
  expect(rowCount).toBe(100);
  expect((await send('GET', '/api/jobs', { cookie: first.cookie }, own)).statusCode).toBe(401);
});
