import { getJob } from '@regpipe/database';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { startTestGateway, type TestGateway, TOKEN } from './testing/test-gateway.ts';

let gateway: TestGateway;
let jobId: number;
let url: string;

beforeEach(async () => {
  gateway = await startTestGateway();
  jobId = await gateway.addJob();
  url = `${await gateway.server.listen({ host: '127.0.0.1', port: 0 })}/api/jobs/${jobId}/events`;
});
afterEach(() => gateway.close());

interface Follower {
  readonly headers: Headers;
  readonly text: () => string;
  readonly ended: Promise<void>;
  leave(): void;
}

async function follow(): Promise<Follower> {
  const leaving = new AbortController();
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${TOKEN}` },
    signal: leaving.signal,
  });
  let text = '';
  const read = async () => {
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += part;
  };
  return { headers: response.headers, text: () => text, ended: read(), leave: () => leaving.abort() };
}

async function setStatus(status: string): Promise<void> {
  await gateway.database.pool.query('UPDATE etl.etl_job_run SET status = $2 WHERE id = $1', [jobId, status]);
}

async function broadcast(): Promise<void> {
  const job = await getJob(gateway.database.pool, jobId);
  if (job !== undefined) gateway.jobChanges.emit('changed', job);
}

test('a client sees the job, each broadcast change, and the end', async () => {
  const follower = await follow();
  expect(follower.headers.get('content-type')).toContain('text/event-stream');
  await vi.waitFor(() => expect(follower.text()).toContain('"status":"queued"'));
  await setStatus('running');
  await broadcast();
  await vi.waitFor(() => expect(follower.text()).toContain('"status":"running"'));
  await setStatus('success');
  await broadcast();
  await follower.ended;
  expect(follower.text()).toMatch(/event: end\ndata: \{"id":\d+,"status":"success"\}\n\n$/);
});

test('a change whose broadcast was missed is seen all the same', async () => {
  const follower = await follow();
  await vi.waitFor(() => expect(follower.text()).toContain('event: job'));
  await setStatus('failed');
  await follower.ended;
  expect(follower.text()).toContain('event: end');
});

test('a job that has ended is told at once', async () => {
  await setStatus('cancelled');
  const follower = await follow();
  await follower.ended;
  expect(follower.text().match(/^event: .*$/gm)).toEqual(['event: job', 'event: end']);
});

test('nothing is left behind by a client that goes away', async () => {
  const follower = await follow();
  await vi.waitFor(() => expect(gateway.jobChanges.listenerCount('changed')).toBe(1));
  follower.leave();
  await expect(follower.ended).rejects.toThrow();
  await vi.waitFor(() => expect(gateway.jobChanges.listenerCount('changed')).toBe(0));
});

test('closing the server ends the stream and does not wait for its clients', async () => {
  const follower = await follow();
  await vi.waitFor(() => expect(follower.text()).toContain('event: job'));
  const start = performance.now();
  await gateway.server.close();
  expect(performance.now() - start).toBeLessThan(1_500);
  await follower.ended;
  expect(follower.text()).not.toContain('event: end');
});
