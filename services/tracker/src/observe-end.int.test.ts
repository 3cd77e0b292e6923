import type { Job } from '@regpipe/contracts';
import { type EndedJob, NO_TRACING, type SpanOptions, type TracedJob, type Tracing } from '@regpipe/tracing';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { cancelJob } from './cancel-job.ts';
import { reportEnd } from './report-end.ts';
import { resumeJob } from './resume-job.ts';
import { testTracker, type TestTracker } from './testing/test-tracker.ts';
import { traceRequest } from './trace-request.ts';
import type { TrackerContext } from './tracker-context.ts';

const REQUEST = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

let own: TestTracker;
let tracker: TrackerContext;
let jobs: { readonly job: TracedJob; readonly ended: EndedJob }[];
let spans: { readonly name: string; readonly options: SpanOptions | undefined }[];

const tracing: Tracing = {
  ...NO_TRACING,
  isOn: true,
  start: (name, options) => {
    spans.push({ name, options });
    return NO_TRACING.start(name, options);
  },
  recordJob: (job, ended) => void jobs.push({ job, ended }),
};

beforeAll(async () => {
  own = await testTracker();
  tracker = { ...own.tracker, tracing };
  return () => own.close();
});
beforeEach(async () => {
  [jobs, spans] = [[], []];
  await own.reset();
});

const endedAs = async (job: Job, status: 'success' | 'failed') => {
  await own.set(job.id, status);
  await reportEnd(tracker, job.id);
};

test('a job that has ended is a span from the moment it was made, with its counts', async () => {
  const job = await own.start();
  await own.load(job.id, 0);
  await endedAs(job, 'success');
  expect(jobs).toMatchObject([
    {
      job: { id: job.id, attempt: 1 },
      ended: {
        startedAt: new Date(job.created_at),
        attributes: { 'regpipe.job.id': job.id, 'regpipe.job.status': 'success' },
        error: undefined,
      },
    },
  ]);
  const text = await tracker.metrics.text();
  expect(text).toMatch(/^regpipe_jobs_ended_total\{.*mode="full",status="success".*\} 1$/m);
});

test('a later attempt is one from its own beginning', async () => {
  const job = await own.start();
  await endedAs(job, 'failed');
  const resumed = await resumeJob(tracker, { jobId: job.id });
  await endedAs(resumed, 'failed');
  const [first, second] = jobs;
  expect([first?.job.attempt, second?.job.attempt]).toEqual([1, 2]);
  expect(second?.ended.startedAt.getTime()).toBeGreaterThan(first?.ended.startedAt.getTime() ?? Infinity);
  expect(second?.ended.error).toBe('failed');
});

test('a job that was cancelled has ended, and not failed', async () => {
  const job = await own.start();
  await cancelJob(tracker, job.id);
  expect(jobs).toMatchObject([
    { ended: { attributes: { 'regpipe.job.status': 'cancelled' }, error: undefined } },
  ]);
});

test('what was asked of a job is a part of its trace, linked to who asked', async () => {
  const job = await traceRequest(tracker, 'start', { traceparent: REQUEST }, () => own.start());
  expect(spans).toMatchObject([
    { name: 'start', options: { parent: NO_TRACING.traceparentOf(job), links: [REQUEST] } },
  ]);
  const refused = traceRequest(tracker, 'start', {}, () => own.start());
  await expect(refused).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  expect(spans).toHaveLength(1);
});
