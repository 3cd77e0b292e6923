import type { Token } from '@regpipe/contracts';
import { requireToken } from '@regpipe/http';
import { Secret } from '@regpipe/runtime';
import { until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { startTestGateway, type TestGateway, TOKEN } from '../testing/test-gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

async function make(body: object): Promise<Token & { token: string }> {
  const answer = await gateway.post('/api/tokens', body);
  expect(answer.statusCode).toBe(201);
  return answer.json();
}

async function statusWith(token: string, asked = gateway): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await asked.server.inject({ url: '/api/jobs', headers })).statusCode;
}

test('a token is shown once, kept as a hash, and opens the API', async () => {
  const made = await make({ name: 'ci', role: 'viewer' });
  expect(made).toMatchObject({ name: 'ci', role: 'viewer', created_by: 'environment', expires_at: null });
  expect(made.token).toMatch(/^rp_[\w-]{43}$/);
  expect(await statusWith(made.token)).toBe(200);
  const list = await gateway.get('/api/tokens');
  expect(list.json()).toMatchObject({ environment: true, items: [{ name: 'ci', revoked_at: null }] });
  const { rows } = await gateway.database.pool.query('SELECT t::text AS row FROM etl.api_token t');
  for (const text of [list.body, JSON.stringify(rows), gateway.logged()]) {
    expect(text).not.toContain(made.token.slice(3));
  }
});

test('its use is noted, at most once a minute', async () => {
  const { token } = await make({ name: 'used', role: 'viewer' });
  const used = async () => {
    const { rows } = await gateway.database.pool.query<{ last_used_at: string | null }>(
      `SELECT last_used_at FROM etl.api_token WHERE name = 'used'`,
    );
    return rows[0]?.last_used_at ?? null;
  };
  expect(await used()).toBeNull();
  await statusWith(token);
  const first = await used();
  expect(first).not.toBeNull();
  await gateway.post('/api/tokens', { name: 'forgets-what-is-remembered', role: 'viewer' });
  await statusWith(token);
  expect(await used()).toBe(first);
});

test('a name is never used twice, and never that of the environment', async () => {
  await make({ name: 'once', role: 'viewer' });
  expect((await gateway.server.inject(asAdmin('DELETE', '/api/tokens/once'))).statusCode).toBe(200);
  for (const name of ['once', 'environment']) {
    const answer = await gateway.post('/api/tokens', { name, role: 'viewer' });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, 'TOKEN_EXISTS']);
  }
});

test.each([
  [{ role: 'viewer' }, 'name'],
  [{ name: 'Big', role: 'viewer' }, 'name'],
  [{ name: 'x', role: 'root' }, 'role'],
  [{ name: 'x', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  [{ name: 'x', role: 'viewer', expiresAt: 'tomorrow' }, 'expiresAt'],
  [{ name: 'x', role: 'viewer', token: 'mine' }, 'token'],
])('%j makes no token', async (body, field) => {
  const answer = await gateway.post('/api/tokens', body);
  expect(answer.statusCode).toBe(422);
  expect(answer.json<{ errors: { field: string }[] }>().errors.map((error) => error.field)).toEqual([field]);
});

test('a revoked token is dead here at once, and within seconds at another gateway', async () => {
  const other = await startTestGateway({ beside: gateway });
  onTestFinished(() => other.close());
  const { token } = await make({ name: 'short-lived', role: 'viewer' });
  expect([await statusWith(token), await statusWith(token, other)]).toEqual([200, 200]);
  const revoked = await gateway.server.inject(asAdmin('DELETE', '/api/tokens/short-lived'));
  expect(revoked.json<Token>().revoked_at).not.toBeNull();
  expect(await statusWith(token)).toBe(401);
  await until(async () => (await statusWith(token, other)) === 401, 'the other gateway to know', 8_000);
});

test('an expired token opens nothing', async () => {
  const { token } = await make({
    name: 'expiring',
    role: 'viewer',
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  });
  await gateway.database.pool.query(`UPDATE etl.api_token SET expires_at = now() WHERE name = 'expiring'`);
  expect(await statusWith(token)).toBe(401);
});

test('many requests with one token cost one look-up', async () => {
  const token = await gateway.addToken('viewer', 'busy');
  let queries = 0;
  const query = gateway.database.pool.query.bind(gateway.database.pool);
  gateway.database.pool.query = ((...call: Parameters<typeof query>) => {
    if (call[0].includes('etl.api_token')) queries += 1;
    return query(...call);
  }) as typeof query;
  onTestFinished(() => {
    gateway.database.pool.query = query;
  });
  await Promise.all(Array.from({ length: 50 }, () => statusWith(token)));
  // One looks it up, one notes its use.
  expect(queries).toBe(2);
});

test('without any token the API says how to make one', async () => {
  const bare = await startTestGateway({ token: null });
  onTestFinished(() => bare.close());
  const answer = await bare.server.inject({ url: '/api/jobs' });
  expect(answer.statusCode).toBe(401);
  expect(answer.json<{ detail: string }>().detail).toContain('REGPIPE_API_TOKEN');
  expect(await statusWith(TOKEN, bare)).toBe(401);
  expect((await bare.server.inject({ url: '/health' })).statusCode).toBe(200);
  expect(await statusWith(await bare.addToken('admin'), bare)).toBe(200);
});

test('it listens for others only where a token guards it', async () => {
  const bare = await startTestGateway({ token: null });
  onTestFinished(() => bare.close());
  const { database } = bare;
  const listen = (host: string, token?: string) =>
    requireToken({
      host,
      setting: 'REGPIPE_HTTP_HOST',
      database,
      environmentToken: token === undefined ? undefined : new Secret(token),
    });
  for (const host of ['127.0.0.1', 'localhost', '::1']) await listen(host);
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'gateway.internal']) {
    await expect(listen(host)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('REGPIPE_API_TOKEN') as string,
    });
    await listen(host, TOKEN);
  }
  await bare.addToken('operator');
  await expect(listen('0.0.0.0')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await bare.addToken('admin');
  await listen('0.0.0.0');
});

function asAdmin(method: 'DELETE' | 'GET', url: string) {
  return { method, url, headers: { authorization: `Bearer ${TOKEN}` } };
}
