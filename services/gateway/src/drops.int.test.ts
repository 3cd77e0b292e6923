import type { AuditEntry, Drop } from '@regpipe/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestGateway, type TestGateway } from './testing/test-gateway.ts';

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.database.pool.query(`
    INSERT INTO etl.batch_job (name, dataset, bucket, object_key, etag, status, arrivals, received_at, completed_at)
    VALUES ('user-log-20240802-001', 'plants', 'drops', 'incoming/user-log-20240802-001.csv', 'a', 'success', 3,
            '2026-05-09 06:00Z', '2026-05-09 06:00:04Z'),
           ('user-log-20240802-001', 'plants', 'drops', 'incoming/user-log-20240802-001.csv', 'b', 'running', 1,
            '2026-05-09 07:00Z', NULL),
           ('holiday', NULL, 'directory', 'incoming/holiday.png', '5-1-2', 'failed', 1,
            '2026-05-09 08:00Z', '2026-05-09 08:00:01Z');
    INSERT INTO etl.processing_metadata (batch_job_id, file_bytes, records_total, records_processed, records_failed,
                                         warnings, seconds_waiting, seconds_loading, seconds_total)
    VALUES (1, 3100, 100, 97, 3, '{"USER_INACTIVE": 2}', 0.25, 3.5, 4);
    INSERT INTO etl.job_lock (name, owner, expires_at)
    VALUES ('file:drops/incoming/user-log-20240802-001.csv', 'intake-7', clock_timestamp() + interval '1 minute');
    INSERT INTO etl.audit_log (batch_job_id, event, severity, message, payload)
    VALUES (1, 'received', 'info', 'Received.', '{}'),
           (1, 'row_error', 'error', 'There is no user u9.', '{"line": 4, "raw_data": "u9,1,2"}'),
           (1, 'row_warning', 'warning', 'The user u2 is inactive.', '{"line": 7}'),
           (2, 'received', 'info', 'Received.', '{}'),
           (1, 'ended', 'info', 'Ended.', '{}')`);
});
afterAll(() => gateway.close());

async function read<T>(path: string): Promise<T> {
  return (await gateway.get(path)).json<T>();
}

async function ids(query: string): Promise<number[]> {
  return (await read<Page<Drop>>(`/api/drops?${query}`)).items.map(({ id }) => id);
}

test('dropped files are listed once, newest first, page by page', async () => {
  const first = await read<Page<Drop>>('/api/drops?limit=2');
  expect(first.items.map(({ id }) => id)).toEqual([3, 2]);
  const second = await read<Page<Drop>>(`/api/drops?limit=2&cursor=${first.next_cursor ?? ''}`);
  expect([second.items.map(({ id }) => id), second.next_cursor]).toEqual([[1], null]);
});

test.each([
  ['status=failed', [3]],
  ['dataset=plants', [2, 1]],
  ['name=user-log-2024&status=running', [2]],
  // Neither a pattern nor part of a name.
  ['name=%25', []],
  ['name=log', []],
])('dropped files are found by %s', async (query, found) => {
  expect(await ids(query)).toEqual(found);
});

test('a dropped file is shown with what is known of it', async () => {
  expect(await read<Drop>('/api/drops/1')).toEqual({
    ...{ id: 1, name: 'user-log-20240802-001', dataset: 'plants', bucket: 'drops', etag: 'a' },
    ...{ object_key: 'incoming/user-log-20240802-001.csv', status: 'success', attempt: 0, arrivals: 3 },
    ...{ job_id: null, owner: null, error_code: null, error_message: null, moved_to: null, report_key: null },
    ...{ received_at: '2026-05-09T06:00:00.000Z', started_at: null, retry_at: null },
    completed_at: '2026-05-09T06:00:04.000Z',
    metadata: {
      ...{ file_bytes: 3100, sha256: null, records_total: 100, records_processed: 97, records_failed: 3 },
      ...{ records_duplicated: 0, records_blank: 0, warnings: { USER_INACTIVE: 2 } },
      ...{ seconds_waiting: 0.25, seconds_loading: 3.5, seconds_total: 4 },
    },
  });
  expect(await read<Drop>('/api/drops/3')).toMatchObject({ dataset: null, metadata: null });
});

test('the owner is who holds the lock now, and of the object that is worked on', async () => {
  const owners = async () => (await read<Page<Drop>>('/api/drops')).items.map(({ owner }) => owner);
  expect(await owners()).toEqual([null, 'intake-7', null]);
  await gateway.database.pool.query("UPDATE etl.job_lock SET expires_at = now() - interval '1 second'");
  expect(await owners()).toEqual([null, null, null]);
});

test('what was done about a file is told in its order, page by page', async () => {
  const first = await read<Page<AuditEntry>>('/api/drops/1/audit?limit=2');
  expect(first.items).toMatchObject([
    { batch_job_id: 1, event: 'received' },
    { event: 'row_error', severity: 'error', payload: { line: 4, raw_data: 'u9,1,2' } },
  ]);
  const second = await read<Page<AuditEntry>>(`/api/drops/1/audit?cursor=${first.next_cursor ?? ''}`);
  expect(second.items.map(({ event }) => event)).toEqual(['row_warning', 'ended']);
  expect(second.next_cursor).toBeNull();
});

test.each([
  ['severity=warning', ['row_warning']],
  ['event=row_error', ['row_error']],
  ['about=file', ['received', 'ended']],
  ['about=rows', ['row_error', 'row_warning']],
  ['event=nothing', []],
])('what was done about a file is found by %s', async (query, events) => {
  const { items } = await read<Page<AuditEntry>>(`/api/drops/1/audit?${query}`);
  expect(items.map(({ event }) => event)).toEqual(events);
});

test.each([
  '?cursor=x',
  '?status=lost',
  '?name=',
  '?name=a%00b',
  '?limit=201',
  '/0',
  '/1/audit?event=Row',
  '/1/audit?about=all',
])('%s is refused', async (rest) => {
  expect((await gateway.get(`/api/drops${rest}`)).statusCode).toBe(422);
});

test('a file that never came is a 404', async () => {
  for (const path of ['/api/drops/99', '/api/drops/99/audit']) {
    const answer = await gateway.get(path);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'DROP_NOT_FOUND']);
  }
});
