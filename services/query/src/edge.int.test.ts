import { isAllowed, type Role, ROLES } from '@regpipe/contracts';
import { connectDatabase } from '@regpipe/database';
import { deadDatabase, testDatabase } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { answerQuestion } from './answer-question.ts';
import { startTestQuery, type TestQuery } from './testing/test-query.ts';

interface Operation {
  readonly 'x-access'?: Role | 'open';
  readonly security?: object[];
}

let query: TestQuery;
let paths: Record<string, Record<string, Operation>>;

beforeAll(async () => {
  query = await startTestQuery();
  paths = (await query.server.inject({ url: '/openapi.json' })).json<{ paths: typeof paths }>().paths;
});
afterAll(() => query.close());

test('every route says who may use it: a viewer, but for what holds nothing', () => {
  const access = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => [`${method} ${path}`, operation['x-access']]),
  );
  const open = access.filter(([, role]) => role === 'open').map(([route]) => route);
  expect(open.sort()).toEqual(['get /', 'get /health', 'get /ready']);
  const roles = access.filter(([, role]) => role !== 'open').map(([, role]) => role);
  expect(roles).toEqual(Array.from({ length: 7 }, () => 'viewer'));
});

test.each(ROLES)('who is a %s is let in where viewers are, or not', async (role) => {
  const { statusCode } = await query.server.inject({
    url: '/query/user?user_id=user-1',
    headers: { authorization: `Bearer ${query.tokens[role]}` },
  });
  expect(statusCode).toBe(isAllowed(role, 'viewer') ? 200 : 403);
});

test.each([{}, { authorization: 'Bearer rp_wrong' }, { cookie: 'regpipe_session=abc' }])(
  'without a token that is good nobody is let in, by a session neither: %j',
  async (headers) => {
    const answer = await query.server.inject({ url: '/query/user?user_id=user-1', headers });
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { code: 'UNAUTHORIZED' }]);
  },
);

test('a page of another site cannot ask by a name of its own', async () => {
  const answer = await query.server.inject({ url: '/', headers: { host: 'evil.example' } });
  expect([answer.statusCode, answer.json()]).toMatchObject([421, { code: 'HOST_REFUSED' }]);
});

test('says what it is, and all of its endpoints', async () => {
  const answer = await query.get('/');
  expect(answer.json()).toMatchObject({ service: 'query', architecture: 'CQRS' });
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const { endpoints } = answer.json<{ endpoints: string[] }>();
  expect([...endpoints, 'GET /'].sort()).toEqual([...described, 'GET /docs', 'GET /openapi.json'].sort());
  expect((await query.get('/docs/')).statusCode).toBe(200);
});

test('is healthy with its database, and says so when it is not', async () => {
  const state = { service: 'query', architecture: 'CQRS', timestamp: expect.any(String) as string };
  const well = await query.server.inject({ url: '/health' });
  expect([well.statusCode, well.json()]).toEqual([200, { status: 'healthy', ...state }]);
  query.switchTo(deadDatabase());
  const ill = await query.server.inject({ url: '/health' });
  const unready = await query.server.inject({ url: '/ready' });
  query.switchTo();
  expect([ill.statusCode, ill.json()]).toEqual([503, { status: 'unhealthy', ...state }]);
  expect([unready.statusCode, unready.json()]).toMatchObject([503, { checks: { database: false } }]);
  expect((await query.server.inject({ url: '/ready' })).statusCode).toBe(200);
});

test('before a projector was there, a question is refused and says why', async () => {
  const own = await testDatabase();
  onTestFinished(() => own.close());
  const role = connectDatabase({
    url: own.roleUrls.query,
    applicationName: 'test',
    poolSize: 1,
    log: { warn: () => undefined },
  });
  const question = { by: 'user', id: 'user-1', limit: 1 } as const;
  await expect(answerQuestion(role, question)).rejects.toMatchObject({ code: 'QUERY_UNAVAILABLE' });
  await role.close();
});
