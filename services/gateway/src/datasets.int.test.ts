import { type Comparison, type Publication, RefusedError } from '@regpipe/contracts';
import { makeLive, versionTable } from '@regpipe/database';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { CallTracker } from './gateway.ts';
import { plants } from './testing/sample-dataset.ts';
import { startTestGateway, type TestGateway } from './testing/test-gateway.ts';

let gateway: TestGateway;
let answerTracker: () => Promise<unknown>;

beforeAll(async () => {
  gateway = await startTestGateway({ callTracker: (() => answerTracker()) as CallTracker });
});
afterAll(() => gateway.close());

async function publish(): Promise<number> {
  const jobId = await gateway.addJob();
  const { pool } = gateway.database;
  await pool.query(
    `UPDATE etl.etl_job_run SET status = 'publishing', source_stamp = '2026-05-09' WHERE id = $1`,
    [jobId],
  );
  const publication = { dataset: 'plants', jobId, tables: [], rowCounts: { plant: 3 }, partial: false };
  await makeLive(gateway.database, publication, 1_000);
  return jobId;
}

/** A version with these plants in its table. */
async function publishRows(codes: readonly string[]): Promise<number> {
  const { pool } = gateway.database;
  await pool.query(`UPDATE etl.etl_job_run SET status = 'failed' WHERE status = 'queued'`);
  const jobId = await gateway.addJob();
  await pool.query(`UPDATE etl.etl_job_run SET status = 'publishing' WHERE id = $1`, [jobId]);
  await pool.query(
    `INSERT INTO ${versionTable('plant', jobId)} SELECT code, code, 1 FROM unnest($1::text[]) code`,
    [codes],
  );
  const { tables } = plants;
  const publication = {
    dataset: 'plants',
    jobId,
    tables,
    rowCounts: { plant: codes.length },
    partial: false,
  };
  await makeLive(gateway.database, publication, 1_000);
  return jobId;
}

test('before anything ran, a data set is shown with nothing live', async () => {
  const answer = await gateway.get('/api/datasets/plants');
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({
    name: 'plants',
    title: { en: 'Plants', 'zh-TW': '植物' },
    source: 'https://example.test/plants.csv',
    load: 'replace',
    live: null,
    freshness: null,
    running_job: null,
    last_job: null,
    history: [],
  });
});

test('shows what is live, how fresh it is, the jobs and the history', async () => {
  const first = await publish();
  const second = await publish();
  await gateway.database.pool.query(
    'UPDATE etl.publication SET dropped_at = now(), rolled_back_at = now() WHERE version = $1',
    [first],
  );
  const running = await gateway.addJob();
  const dataset = (await gateway.get('/api/datasets/plants')).json<{ freshness: { age_seconds: number } }>();
  expect(dataset).toMatchObject({
    live: {
      version: second,
      job_id: second,
      live: true,
      source_stamp: '2026-05-09',
      row_counts: { plant: 3 },
    },
    freshness: { source_stamp: '2026-05-09' },
    running_job: { id: running, status: 'queued' },
    last_job: { id: running },
    history: [
      { version: second, live: true, dropped: false, rolled_back: false },
      { version: first, live: false, dropped: true, rolled_back: true },
    ],
  });
  expect(dataset.freshness.age_seconds).toBeLessThan(60);
  const list = (await gateway.get('/api/datasets')).json();
  expect(list).toMatchObject({
    items: [{ name: 'plants', live: { version: second }, last_job: { id: running } }],
  });
});

test('rolling back gives the publication that is live then', async () => {
  const publication: Publication = {
    version: 1,
    dataset: 'plants',
    job_id: 1,
    published_at: '2026-05-09T00:00:00.000Z',
    live: true,
    source_stamp: null,
    etag: null,
    sha256: null,
    row_counts: { plant: 2 },
    search_ready: false,
  };
  answerTracker = () => Promise.resolve(publication);
  const answer = await gateway.post('/api/datasets/plants/rollback');
  expect([answer.statusCode, answer.json()]).toEqual([200, publication]);
});

test('refusals of a roll-back keep their code', async () => {
  answerTracker = () => Promise.reject(new RefusedError('NO_PREVIOUS_VERSION', 'There is none before it.'));
  expect((await gateway.post('/api/datasets/plants/rollback')).statusCode).toBe(409);
});

test('an unknown data set is a 404 and is never asked for', async () => {
  answerTracker = () => Promise.reject(new Error('The tracker was asked.'));
  for (const answer of [
    await gateway.get('/api/datasets/animals'),
    await gateway.post('/api/datasets/animals/rollback'),
  ]) {
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'DATASET_UNKNOWN']);
  }
});

test('two publications are compared by their rows; by keys as long as their tables are kept', async () => {
  const [from, to] = [await publishRows(['fern', 'ivy']), await publishRows(['ivy', 'kelp', 'moss'])];
  const read = async () =>
    (await gateway.get(`/api/datasets/plants/compare?from=${from}&to=${to}`)).json<Comparison>();
  const rows = { table: 'plant', from_rows: 2, to_rows: 3 };
  expect(await read()).toMatchObject({
    from: { version: from, live: false },
    to: { version: to, live: true },
    tables: [{ ...rows, keys: { added: 2, removed: 1, changed: 0 } }],
  });
  await gateway.database.pool.query('UPDATE etl.publication SET dropped_at = now() WHERE version = $1', [
    from,
  ]);
  expect((await read()).tables).toEqual([{ ...rows, keys: null }]);
});

test.each([
  ['from=1', 422, 'REQUEST_INVALID'],
  ['from=x&to=1', 422, 'REQUEST_INVALID'],
  ['from=999998&to=999999', 404, 'NOT_PUBLISHED'],
])('a comparison with %s is a %i', async (query, status, code) => {
  const answer = await gateway.get(`/api/datasets/plants/compare?${query}`);
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
});
