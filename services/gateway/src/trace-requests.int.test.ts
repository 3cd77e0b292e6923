import { type Job, RefusedError } from '@regpipe/contracts';
import { getJob } from '@regpipe/database';
import { NO_TRACING, type Span, type SpanOptions, type Tracing } from '@regpipe/tracing';
import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { startTestGateway, type TestGateway, TOKEN } from './testing/test-gateway.ts';

const CALLER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

interface Recorded {
  readonly name: string;
  readonly options: SpanOptions | undefined;
  readonly links: (string | undefined)[];
  readonly attributes: Record<string, unknown>;
  failed: boolean;
  ended: boolean;
}

let recorded: Recorded[];
let called: { name: string; params: object }[];
let gateway: TestGateway;
let job: Job;

const tracing: Tracing = {
  ...NO_TRACING,
  start: (name, options): Span => {
    const span: Recorded = { name, options, links: [], attributes: {}, failed: false, ended: false };
    recorded.push(span);
    return {
      traceparent: `span of ${name}`,
      isRecorded: true,
      set: (attributes) => void Object.assign(span.attributes, attributes),
      link: (traceparent) => void span.links.push(traceparent),
      fail: () => (span.failed = true),
      end: () => (span.ended = true),
    };
  },
};

beforeEach(async () => {
  [recorded, called] = [[], []];
  gateway = await startTestGateway({
    tracing,
    callTracker: (name, params) => {
      called.push({ name, params });
      if (name === 'tracker.cancel')
        return Promise.reject(new RefusedError('JOB_NOT_CANCELLABLE', 'It has ended.'));
      return Promise.resolve(job as never);
    },
  });
  onTestFinished(() => gateway.close());
  job = (await getJob(gateway.database.pool, await gateway.addJob())) as Job;
});

function ask(method: 'GET' | 'POST', url: string, traceparent?: string, token = TOKEN) {
  const headers = { authorization: `Bearer ${token}`, ...(traceparent === undefined ? {} : { traceparent }) };
  return gateway.server.inject({ method, url, headers });
}

test('a request that starts a job is a part of the job, and the tracker hears of no other trace', async () => {
  await ask('POST', '/api/jobs');
  expect(recorded).toMatchObject([
    {
      name: 'POST /api/jobs',
      options: { parent: NO_TRACING.traceparentOf(job), kind: 'server' },
      attributes: { 'http.response.status_code': 202, 'regpipe.job.id': job.id },
      links: [],
      ended: true,
    },
  ]);
  expect(called[0]?.params).not.toHaveProperty('traceparent');
});

test.each(['', '/1/resume', '/1/redrive'])(
  'POST /api/jobs%s of a client with a trace stays there, linked to the job',
  async (path) => {
    await ask('POST', `/api/jobs${path}`, CALLER);
    expect(recorded).toMatchObject([
      { options: { parent: CALLER }, links: [NO_TRACING.traceparentOf(job)], ended: true },
    ]);
    expect(called[0]?.params).toMatchObject({ traceparent: `span of ${recorded[0]?.name ?? ''}` });
  },
);

test('a refused one is recorded by itself, without a job, and is no failure of ours', async () => {
  await ask('POST', '/api/jobs/1/cancel');
  expect(recorded).toMatchObject([
    { name: 'POST /api/jobs/:id/cancel', options: { parent: undefined }, failed: false, ended: true },
  ]);
  expect(recorded[0]?.attributes['http.response.status_code']).toBe(409);
});

test('a request that only reads is traced where its client asks for it', async () => {
  await ask('GET', '/api/jobs/1');
  expect(recorded).toEqual([]);
  await ask('GET', '/api/jobs/1', CALLER);
  expect(recorded).toMatchObject([{ name: 'GET /api/jobs/:id', options: { parent: CALLER }, ended: true }]);
});

test('a broken traceparent counts as none, and who is not let in has no span', async () => {
  await ask('GET', '/api/jobs/1', 'nonsense');
  await ask('POST', '/api/jobs', CALLER, 'a-token-that-is-none');
  expect(recorded).toEqual([]);
});
