import type { DeadChunk, TimelineEntry } from '@regpipe/contracts';
import { recordDeadChunk } from '@regpipe/database';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestGateway, type TestGateway } from './testing/test-gateway.ts';

interface Page {
  items: DeadChunk[];
  next_cursor: string | null;
}

let gateway: TestGateway;
let jobId: number;

beforeAll(async () => {
  gateway = await startTestGateway();
  jobId = await gateway.addJob();
  for (const [chunk, part] of [
    [3, 1],
    [1, 2],
    [1, 1],
    [0, 1],
  ] as const) {
    const dead = { stage: 'loader', chunk, part, records: 10, firstLine: 3, reason: 'no room' } as const;
    await recordDeadChunk(gateway.database.pool, jobId, 1, dead);
  }
  // Of one transaction, and so of one time.
  await gateway.database.pool.query(
    `UPDATE etl.dead_chunk SET at = '2026-05-09 06:00:00.123456Z' WHERE chunk = 1`,
  );
});
afterAll(() => gateway.close());

async function page(query: string): Promise<Page> {
  return (await gateway.get(`/api/dead-chunks?${query}`)).json<Page>();
}

test('dead chunks are listed once, newest first, page by page', async () => {
  const seen: number[][] = [];
  let next: Page = await page('limit=1');
  for (;;) {
    seen.push(...next.items.map(({ chunk, part }) => [chunk, part]));
    if (next.next_cursor === null) break;
    next = await page(`limit=1&cursor=${next.next_cursor}`);
  }
  expect(seen).toEqual([
    [0, 1],
    [3, 1],
    [1, 1],
    [1, 2],
  ]);
});

test('dead chunks are found by job and data set, and say whether they can be driven again', async () => {
  expect((await page(`job=${jobId}&dataset=plants`)).items).toHaveLength(4);
  expect((await page(`job=${jobId + 1}`)).items).toEqual([]);
  const redrivable = async () => (await page('limit=1')).items[0];
  expect(await redrivable()).toMatchObject({
    ...{
      job_id: jobId,
      dataset: 'plants',
      stage: 'loader',
      chunk: 0,
      part: 1,
      records: 10,
      reason: 'no room',
    },
    ...{ redriven: false, redrivable: false },
  });
  await gateway.database.pool.query(
    `INSERT INTO etl.publication (dataset, version, job_id, live, row_counts)
     SELECT dataset, id, id, true, '{}' FROM etl.etl_job_run;
     UPDATE etl.etl_job_run SET status = 'partial'`,
  );
  expect(await redrivable()).toMatchObject({ redrivable: true });
  await gateway.database.pool.query('UPDATE etl.dead_chunk SET repair = 2 WHERE chunk = 0');
  expect(await redrivable()).toMatchObject({ redriven: true });
  const running = await gateway.addJob();
  expect(await redrivable()).toMatchObject({ redrivable: false });
  await gateway.database.pool.query('DELETE FROM etl.etl_job_run WHERE id = $1', [running]);
});

test.each(['cursor=5', 'cursor=1.1.loader.1.99999', 'dataset=none', 'job=0', 'limit=201'])(
  'dead chunks with %s are refused',
  async (query) => {
    expect((await gateway.get(`/api/dead-chunks?${query}`)).statusCode).toBe(422);
  },
);

test("a job's chunks and its timeline are shown; of an unknown job they are a 404", async () => {
  const chunks = (await gateway.get(`/api/jobs/${jobId}/chunks`)).json<{ total: null; runs: object[] }>();
  expect(chunks.total).toBeNull();
  expect(chunks.runs).toMatchObject([
    { state: 'redriven' },
    { state: 'dead' },
    { state: 'waiting' },
    { state: 'dead' },
  ]);
  const { items } = (await gateway.get(`/api/jobs/${jobId}/timeline`)).json<{ items: TimelineEntry[] }>();
  expect(items).toMatchObject([
    { attempt: 1, type: 'status', data: { from: null, to: 'queued' } },
    { attempt: 1, type: 'status', data: { from: 'queued', to: 'partial' } },
  ]);
  for (const path of ['chunks', 'timeline']) {
    const answer = await gateway.get(`/api/jobs/999999/${path}`);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'JOB_NOT_FOUND']);
  }
});
