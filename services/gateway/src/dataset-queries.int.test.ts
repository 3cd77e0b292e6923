import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestGateway, type TestGateway } from './testing/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

test('before the first publication a query says so', async () => {
  const answer = await gateway.get('/api/plants/moss');
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ code: 'NOT_PUBLISHED', dataset: 'plants' });
});

test("answers a data set's own queries", async () => {
  await gateway.database.pool.query(
    `CREATE VIEW public.plant AS SELECT * FROM (VALUES ('fern', '蕨'), ('moss', '苔')) AS plant (code, name)`,
  );
  expect((await gateway.get('/api/plants/moss')).json()).toEqual({ code: 'moss', name: '苔' });
  expect((await gateway.get(`/api/plants?name=${encodeURIComponent('蕨')}`)).json()).toEqual([
    { code: 'fern', name: '蕨' },
  ]);
  expect((await gateway.get('/api/plants')).json()).toHaveLength(2);
});

test('no such record is a 404', async () => {
  const answer = await gateway.get('/api/plants/oak');
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'RECORD_NOT_FOUND']);
});

test.each(['/api/plants/MOSS', '/api/plants?nmae=x', '/api/plants?name=a%00b', '/api/plants/a%00'])(
  '%s is refused',
  async (url) => {
    expect((await gateway.get(url)).statusCode).toBe(422);
  },
);

test('a query cannot write', async () => {
  expect((await gateway.get('/api/plants-written')).statusCode).toBeGreaterThanOrEqual(500);
  const { rows } = await gateway.database.pool.query("SELECT to_regclass('public.intruder') AS found");
  expect(rows).toEqual([{ found: null }]);
});
