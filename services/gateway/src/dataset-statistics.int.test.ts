import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestGateway, type TestGateway } from './testing/test-gateway.ts';

const PATH = '/api/plants/statistics/names';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

/** Makes a version of these names live. */
async function publish(version: number, names: readonly string[]): Promise<void> {
  const values = names.map((name, index) => `('${index}', '${name}')`).join(', ');
  await gateway.database.pool.query(
    `BEGIN;
     CREATE OR REPLACE VIEW public.plant AS SELECT * FROM (VALUES ${values}) AS plant (code, name);
     UPDATE etl.publication SET live = false;
     INSERT INTO etl.publication (dataset, version, job_id, live, row_counts)
     SELECT dataset, ${version}, id, true, '{"plant": ${names.length}}' FROM etl.etl_job_run
     ON CONFLICT (dataset, version) DO UPDATE SET live = true, row_counts = excluded.row_counts;
     COMMIT`,
  );
}

const ask = async (query = '') =>
  (await gateway.get(`${PATH}${query}`)).json<{ version: number; items: object[] }>();

test('before the first publication there is nothing to count', async () => {
  const answer = await gateway.get(PATH);
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'NOT_PUBLISHED']);
});

test('says of which version it is, and is limited where that is asked for', async () => {
  await gateway.addJob();
  await publish(1, ['moss', 'fern', 'moss', 'ivy']);
  const counts = [
    { name: 'moss', plants: 2 },
    { name: 'fern', plants: 1 },
    { name: 'ivy', plants: 1 },
  ];
  expect(await ask()).toEqual({ version: 1, items: counts.slice(0, 2) });
  expect(await ask('?limit=3')).toEqual({ version: 1, items: counts });
  expect((await gateway.get(`${PATH}?limit=4`)).statusCode).toBe(422);
  expect((await gateway.get(`${PATH}?lmit=3`)).statusCode).toBe(422);
});

test('is computed once a version, and anew for the next, for a repaired one and after a rollback', async () => {
  // Rows that nobody may write, so that what is told of them shows when they were read.
  await gateway.database.pool.query(
    `CREATE OR REPLACE VIEW public.plant AS SELECT * FROM (VALUES ('0', 'kelp')) AS plant (code, name)`,
  );
  expect((await ask()).items[0]).toEqual({ name: 'moss', plants: 2 });
  await publish(2, ['fern']);
  expect(await Promise.all([ask(), ask()])).toMatchObject([{ version: 2 }, { version: 2 }]);
  await publish(2, ['fern', 'fern']);
  expect(await ask()).toEqual({ version: 2, items: [{ name: 'fern', plants: 2 }] });
  await publish(1, ['moss', 'ivy', 'kelp', 'oak']);
  expect(await ask('?limit=1')).toEqual({ version: 1, items: [{ name: 'ivy', plants: 1 }] });
});
