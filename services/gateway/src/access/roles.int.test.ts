import { isAllowed, type Role, ROLES } from '@regpipe/contracts';
import type { Access } from '@regpipe/http';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly access: Access | undefined;
}

let gateway: TestGateway;
let tokens: Record<Role, string>;
let routes: Route[];

beforeAll(async () => {
  gateway = await startTestGateway();
  tokens = {
    sender: await gateway.addToken('sender'),
    viewer: await gateway.addToken('viewer'),
    operator: await gateway.addToken('operator'),
    admin: await gateway.addToken('admin'),
  };
  const description = (await gateway.server.inject({ url: '/openapi.json' })).json<{
    paths: Record<string, Record<string, { 'x-access'?: Access }>>;
  }>();
  routes = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase() as Route['method'],
      path: path.replace('{id}', '999999').replaceAll(/\{\w+\}/g, 'none'),
      access: operation['x-access'],
    })),
  );
});
afterAll(() => gateway.close());

/** What a role is answered at a route, without a body or parameters that would do anything. */
async function ask({ method, path }: Route, role: Role): Promise<{ status: number; code?: string }> {
  const headers = { authorization: `Bearer ${tokens[role]}` };
  const answer = await gateway.server.inject({ method, url: path, headers });
  const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json');
  return { status: answer.statusCode, ...(isProblem ? { code: answer.json<{ code: string }>().code } : {}) };
}

test('every described route asks for a role, or is open on purpose', () => {
  expect(routes.length).toBeGreaterThan(15);
  const open = routes
    .filter(({ access }) => access === 'open')
    .map(({ method, path }) => `${method} ${path}`);
  expect(open.sort()).toEqual(['GET /health', 'GET /ready', 'POST /api/session']);
  const others = routes.filter(({ access }) => access !== 'open');
  expect(others.filter(({ access }) => access === undefined)).toEqual([]);
});

/** Neither GET nor a change of anything that others see. */
const ONLY_ASKED = [
  '/api/session',
  '/api/schedules/preview',
  '/query/user',
  '/query/marketing',
  '/query/fail',
];

test('a viewer is refused by everything that changes something', async () => {
  const changing = routes.filter(({ method, path }) => method !== 'GET' && !ONLY_ASKED.includes(path));
  expect(changing.length).toBeGreaterThanOrEqual(6);
  for (const route of changing) {
    expect([route.path, await ask(route, 'viewer')]).toEqual([
      route.path,
      { status: 403, code: 'FORBIDDEN' },
    ]);
  }
});

test('a role is refused by exactly the routes that ask for a higher one', async () => {
  for (const route of routes) {
    if (route.access === 'open' || route.access === undefined) continue;
    for (const role of ROLES) {
      const { status } = await ask(route, role);
      expect([route.method, route.path, role, status === 403]).toEqual([
        route.method,
        route.path,
        role,
        !isAllowed(role, route.access),
      ]);
    }
  }
});

test('a refusal says which role is missing', async () => {
  const answer = await gateway.server.inject({
    method: 'POST',
    url: '/api/jobs',
    headers: { authorization: `Bearer ${tokens.viewer}` },
  });
  expect(answer.json()).toMatchObject({
    code: 'FORBIDDEN',
    detail: 'This needs the role operator; "viewer" is a viewer.',
  });
});

test('what is changed stands in the log with who changed it', async () => {
  await gateway.server.inject({
    method: 'DELETE',
    url: '/api/tokens/none',
    headers: { authorization: `Bearer ${tokens.admin}` },
  });
  const line = gateway
    .logged()
    .split('\n')
    .findLast((logged) => logged.includes('"api_change"'));
  expect(JSON.parse(line ?? '')).toMatchObject({
    level: 'INFO',
    actor: 'admin',
    role: 'admin',
    method: 'DELETE',
    url: '/api/tokens/none',
    status: 404,
  });
});
