import { ERROR_CODES } from '@regpipe/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestGateway, type TestGateway } from './testing/test-gateway.ts';

interface Operation {
  operationId?: string;
  security?: object[];
  'x-access'?: string;
  responses: Record<string, { content?: Record<string, unknown> }>;
}
interface Description {
  openapi: string;
  security: object[];
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
  paths: Record<string, Record<string, Operation>>;
}

let gateway: TestGateway;
let description: Description;

beforeAll(async () => {
  gateway = await startTestGateway();
  description = (await gateway.server.inject({ url: '/openapi.json' })).json<Description>();
});
afterAll(() => gateway.close());

test('describes every route, with a token for all but health and signing in', () => {
  expect(description.openapi).toBe('3.1.0');
  expect(Object.keys(description.paths).sort()).toEqual([
    '/api/datasets',
    '/api/datasets/{name}',
    '/api/datasets/{name}/compare',
    '/api/datasets/{name}/rollback',
    '/api/dead-chunks',
    '/api/drops',
    '/api/drops/{id}',
    '/api/drops/{id}/audit',
    '/api/jobs',
    '/api/jobs/{id}',
    '/api/jobs/{id}/cancel',
    '/api/jobs/{id}/chunks',
    '/api/jobs/{id}/errors',
    '/api/jobs/{id}/errors.csv',
    '/api/jobs/{id}/events',
    '/api/jobs/{id}/redrive',
    '/api/jobs/{id}/resume',
    '/api/jobs/{id}/timeline',
    '/api/plants',
    '/api/plants-written',
    '/api/plants/statistics/names',
    '/api/plants/{code}',
    '/api/projections/{name}',
    '/api/projections/{name}/rebuild',
    '/api/schedules',
    '/api/schedules/preview',
    '/api/schedules/{name}',
    '/api/schedules/{name}/run',
    '/api/session',
    '/api/streams',
    '/api/system',
    '/api/tokens',
    '/api/tokens/{name}',
    '/commands/notifications',
    '/health',
    '/hooks/s3',
    '/metrics',
    '/query/fail',
    '/query/failures',
    '/query/marketing',
    '/query/user',
    '/ready',
  ]);
  expect(description.security).toEqual([{ bearer: [] }, { session: [] }]);
  for (const [path, operations] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const isOpen = path === '/health' || path === '/ready' || operation.operationId === 'signIn';
      const expected = isOpen
        ? [[], 'open']
        : [undefined, expect.stringMatching(/^(sender|viewer|operator|admin)$/)];
      expect([path, method, operation.security, operation['x-access']]).toEqual([path, method, ...expected]);
    }
  }
});

test('every error response is a problem document', () => {
  for (const operations of Object.values(description.paths)) {
    for (const operation of Object.values(operations)) {
      for (const [status, response] of Object.entries(operation.responses)) {
        if (Number(status) < 400) continue;
        expect(response.content).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
      }
    }
  }
});

test('has one component a thing, and every reference leads to one', () => {
  expect(Object.keys(description.components.schemas).sort()).toEqual([
    'AuditEntry',
    'Drop',
    'Job',
    'NotificationRecord',
    'Problem',
    'Publication',
    'Reject',
    'Schedule',
    'ScheduleRun',
    'Token',
  ]);
  const references = JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
  const named = new Set(Array.from(references, (match) => match[1] ?? ''));
  expect([...named].filter((name) => !(name in description.components.schemas))).toEqual([]);
  expect(JSON.stringify(description.components.schemas['Job'])).toContain(
    'Known once the whole source is read',
  );
});

test('the page to read comes whole from here', async () => {
  for (const url of [
    '/docs',
    '/docs/',
    '/docs/static/swagger-initializer.js',
    '/docs/static/swagger-ui.css',
  ]) {
    const answer = await gateway.server.inject({ url });
    expect([url, answer.statusCode]).toEqual([url, 200]);
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
  }
  const page = (await gateway.server.inject({ url: '/docs/' })).body;
  expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  const setup = (await gateway.server.inject({ url: '/docs/static/swagger-initializer.js' })).body;
  expect(setup).toContain('"validatorUrl":null');
});

test("a problem's type leads to its explanation", async () => {
  const page = (await gateway.server.inject({ url: '/docs/errors' })).body;
  for (const code of Object.keys(ERROR_CODES)) expect(page).toContain(`<dt id="${code}">`);
  expect(page).toContain('Bearer &lt;token&gt;');
});
