import { type Job, RefusedError } from '@regpipe/contracts';
import { getJob } from '@regpipe/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { CallTracker } from './gateway.ts';
import { startTestGateway, type TestGateway, TOKEN } from './testing/test-gateway.ts';

let gateway: TestGateway;
let asked: unknown[];
let answerTracker: () => Promise<unknown>;

beforeAll(async () => {
  const callTracker = (name: string, params: unknown) => {
    asked.push({ name, params });
    return answerTracker();
  };
  gateway = await startTestGateway({ callTracker: callTracker as CallTracker });
});
beforeEach(() => {
  asked = [];
});
afterAll(() => gateway.close());

async function endJob(id: number, status: string): Promise<void> {
  await gateway.database.pool.query('UPDATE etl.etl_job_run SET status = $2 WHERE id = $1', [id, status]);
}

async function answerWithNewJob(): Promise<Job> {
  const job = await getJob(gateway.database.pool, await gateway.addJob());
  if (job === undefined) throw new Error('The job was not stored.');
  answerTracker = () => Promise.resolve(job);
  return job;
}

test('starting a job gives it with its address', async () => {
  const job = await answerWithNewJob();
  const body = {
    dataset: 'plants',
    mode: 'dry-run',
    source: '/tmp/plants.csv',
    limit: 10,
    chunkSize: 5,
    force: true,
    accept: true,
  };
  const answer = await gateway.post('/api/jobs', body);
  expect(answer.statusCode).toBe(202);
  expect(answer.headers.location).toBe(`/api/jobs/${job.id}`);
  expect(answer.json()).toEqual(job);
  expect(asked).toEqual([{ name: 'tracker.start', params: body }]);
  await endJob(job.id, 'success');
});

test('without a body a full job of the first data set is asked for', async () => {
  const job = await answerWithNewJob();
  expect((await gateway.post('/api/jobs')).statusCode).toBe(202);
  expect((await gateway.post('/api/jobs', {})).statusCode).toBe(202);
  expect(asked[0]).toEqual({ name: 'tracker.start', params: { dataset: 'plants', mode: 'full' } });
  expect(asked[1]).toEqual(asked[0]);
  await endJob(job.id, 'success');
});

test.each([
  [{ limt: 10 }, ['limt']],
  [{ dataset: 'animals' }, ['dataset']],
  [{ mode: 'half' }, ['mode']],
  [{ limit: 0, chunkSize: '5', source: '', more: 1 }, ['chunkSize', 'limit', 'more', 'source']],
  [{ limit: 1.5 }, ['limit']],
  [{ force: 'yes' }, ['force']],
  [[], ['body']],
])('%j is refused by its fields', async (body, fields) => {
  const answer = await gateway.post('/api/jobs', body);
  expect(answer.statusCode).toBe(422);
  const problem = answer.json<{ code: string; errors: { field: string; message: string }[] }>();
  expect(problem.code).toBe('REQUEST_INVALID');
  expect(problem.errors.map((error) => error.field).sort()).toEqual(fields);
  expect(asked).toEqual([]);
});

test.each([
  ['{"dataset":', 'application/json', 400],
  ['{"__proto__":{"mode":"full"}}', 'application/json', 400],
  ['dataset=plants', 'application/x-www-form-urlencoded', 415],
  [JSON.stringify({ source: 'x'.repeat(70_000) }), 'application/json', 413],
])('a body that cannot be read is a problem: %#', async (payload, type, status) => {
  const answer = await gateway.server.inject({
    method: 'POST',
    url: '/api/jobs',
    payload,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': type },
  });
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toMatchObject({ code: 'REQUEST_INVALID', status });
});

test('a second job is refused, naming the running one', async () => {
  answerTracker = () =>
    Promise.reject(
      new RefusedError('JOB_RUNNING', 'Job 41 is running.', { fields: { job_id: 41, status: 'running' } }),
    );
  const answer = await gateway.post('/api/jobs', {});
  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({
    type: '/docs/errors#JOB_RUNNING',
    code: 'JOB_RUNNING',
    detail: 'Job 41 is running.',
    job_id: 41,
    // A refusal's own fields never hide what every problem has.
    status: 409,
  });
});

test('a tracker that is away is a 503 that may be tried again', async () => {
  answerTracker = () =>
    Promise.reject(new RefusedError('TRACKER_UNAVAILABLE', 'The tracker does not answer.'));
  const answer = await gateway.post('/api/jobs/1/cancel');
  expect(answer.statusCode).toBe(503);
  expect(answer.headers['retry-after']).toBe('5');
});

test('an unexpected error leaks nothing and is in the log by its request', async () => {
  answerTracker = () => Promise.reject(new Error('secret detail'));
  const answer = await gateway.post('/api/jobs/1/resume');
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('secret detail');
  const { code, instance } = answer.json<{ code: string; instance: string }>();
  expect(code).toBe('INTERNAL');
  const line = gateway
    .logged()
    .split('\n')
    .find((logged) => logged.includes('secret detail'));
  expect(JSON.parse(line ?? '')).toMatchObject({
    event: 'request_failed',
    reqId: instance.slice('urn:uuid:'.length),
  });
});

test('resume, redrive and cancel go to the tracker', async () => {
  const job = await answerWithNewJob();
  const resumed = await gateway.post('/api/jobs/7/resume');
  expect([resumed.statusCode, resumed.headers.location]).toEqual([202, `/api/jobs/${job.id}`]);
  expect((await gateway.post('/api/jobs/7/resume', { accept: true })).statusCode).toBe(202);
  expect((await gateway.post('/api/jobs/7/resume', { force: true })).statusCode).toBe(422);
  const redriven = await gateway.post('/api/jobs/7/redrive');
  expect([redriven.statusCode, redriven.headers.location]).toEqual([202, `/api/jobs/${job.id}`]);
  expect((await gateway.post('/api/jobs/7/cancel')).statusCode).toBe(200);
  expect(asked).toEqual([
    { name: 'tracker.resume', params: { jobId: 7 } },
    { name: 'tracker.resume', params: { jobId: 7, accept: true } },
    { name: 'tracker.redrive', params: { jobId: 7 } },
    { name: 'tracker.cancel', params: { jobId: 7 } },
  ]);
  await endJob(job.id, 'success');
});

test('shows one job as the database has it', async () => {
  const id = await gateway.addJob();
  const answer = await gateway.get(`/api/jobs/${id}`);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    id,
    dataset: 'plants',
    status: 'queued',
    progress: { fetched_records: 0 },
  });
  await endJob(id, 'failed');
});

test('an unknown job is a 404, an id that is no number a 422', async () => {
  const unknown = await gateway.get('/api/jobs/999999');
  expect([unknown.statusCode, unknown.json<{ code: string }>().code]).toEqual([404, 'JOB_NOT_FOUND']);
  for (const id of ['abc', '0', '-1', '1.5', '99999999999999999999']) {
    const invalid = await gateway.get(`/api/jobs/${id}`);
    expect([id, invalid.statusCode]).toEqual([id, 422]);
    expect(invalid.json()).toMatchObject({ errors: [{ field: 'id' }] });
  }
});

test('lists newest first, page by page, and by status', async () => {
  for (let count = 0; count < 4; count += 1) await endJob(await gateway.addJob(), 'cancelled');
  const ids: number[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page = (await gateway.get(`/api/jobs?dataset=plants&status=cancelled&limit=3${query}`)).json<{
      items: Job[];
      next_cursor: string | null;
    }>();
    expect(page.items.length).toBeLessThanOrEqual(3);
    expect(page.items.every((job) => job.status === 'cancelled')).toBe(true);
    ids.push(...page.items.map((job) => job.id));
    cursor = page.next_cursor;
  } while (cursor !== null);
  expect(ids).toHaveLength(4);
  expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  expect((await gateway.get('/api/jobs?mode=dry-run')).json()).toEqual({ items: [], next_cursor: null });
});

test.each(['status=done', 'limit=0', 'limit=201', 'cursor=x', 'colour=red', 'limit=1&limit=2'])(
  'the filter %s is refused',
  async (query) => {
    expect((await gateway.get(`/api/jobs?${query}`)).statusCode).toBe(422);
  },
);
