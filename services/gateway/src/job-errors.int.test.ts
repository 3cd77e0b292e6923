import type { RejectItem } from '@regpipe/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestGateway, type TestGateway } from './testing/test-gateway.ts';

interface ErrorPage {
  items: RejectItem[];
  by_type: { error_type: string; count: number }[];
  next_cursor: string | null;
}

let gateway: TestGateway;
let jobId: number;
const BYTE_ORDER_MARK = '\u{FEFF}';
const MANY = 1_203;

beforeAll(async () => {
  gateway = await startTestGateway();
  jobId = await gateway.addJob();
  const broken = Array.from({ length: MANY }, (_, index) => `${index},臺北`);
  await gateway.addRejects(jobId, 'MISSING_NAME', ['=cmd|1', 'a "quoted",\r\nbroken line']);
  await gateway.addRejects(jobId, 'INVALID_BAN', broken);
});
afterAll(() => gateway.close());

async function readPage(query: string): Promise<ErrorPage> {
  return (await gateway.get(`/api/jobs/${jobId}/errors${query}`)).json<ErrorPage>();
}

test('pages through every reject once, with counts by type', async () => {
  const ids = new Set<number>();
  let pages = 0;
  let page = await readPage('?limit=500');
  for (; ; pages += 1) {
    for (const item of page.items) ids.add(item.id);
    if (page.next_cursor === null) break;
    page = await readPage(`?limit=500&cursor=${page.next_cursor}`);
  }
  expect([ids.size, pages]).toEqual([MANY + 2, 2]);
  expect(page.by_type).toEqual([
    { error_type: 'INVALID_BAN', count: MANY },
    { error_type: 'MISSING_NAME', count: 2 },
  ]);
});

test('filters by type and keeps the raw text exact', async () => {
  const page = await readPage('?type=MISSING_NAME&limit=1');
  expect(page.items).toMatchObject([{ job_id: jobId, error_type: 'MISSING_NAME', raw_data: '=cmd|1' }]);
  const rest = await readPage(`?type=MISSING_NAME&limit=1&cursor=${page.next_cursor ?? ''}`);
  expect(rest.items).toMatchObject([{ raw_data: 'a "quoted",\r\nbroken line' }]);
  expect(rest.next_cursor).toBeNull();
});

test('says where in the raw text the fault is, once the header is known', async () => {
  const read = async () => (await readPage('?type=MISSING_NAME&limit=1')).items[0];
  expect(await read()).toMatchObject({ raw_data: '=cmd|1', defect: null });
  await gateway.database.pool.query(`UPDATE etl.etl_job_run SET source_columns = '{name,code}'`);
  expect(await read()).toMatchObject({ defect: { start: 0, end: 6 } });
});

test.each(['cursor=5', 'cursor=x.INVALID_BAN', 'limit=501', 'type='])('%s is refused', async (query) => {
  expect((await gateway.get(`/api/jobs/${jobId}/errors?${query}`)).statusCode).toBe(422);
});

test('the CSV file holds them all, and opens in a spreadsheet without running anything', async () => {
  const answer = await gateway.get(`/api/jobs/${jobId}/errors.csv`);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="job-${jobId}-errors.csv"`,
  });
  expect(answer.body.startsWith(`${BYTE_ORDER_MARK}id,job_id,chunk,source_line,`)).toBe(true);
  expect(answer.body).toContain(`,MISSING_NAME,Not good.,'=cmd|1\r\n`);
  expect(answer.body).toContain(',"a ""quoted"",\r\nbroken line"\r\n');
  expect(answer.body).toContain(',INVALID_BAN,Not good.,"1202,臺北"\r\n');
  // Header and records end in CRLF; one record has another inside.
  expect(answer.body.split('\r\n')).toHaveLength(1 + MANY + 2 + 1 + 1);
});

test('the errors of an unknown job are a 404, not an empty list', async () => {
  for (const path of ['errors', 'errors.csv', 'events']) {
    const answer = await gateway.get(`/api/jobs/999999/${path}`);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'JOB_NOT_FOUND']);
  }
});
