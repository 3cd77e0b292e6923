import { publishEvent } from '@regpipe/bus';
import type { Calls, EventData, EventType, Job } from '@regpipe/contracts';
import { until } from '@regpipe/testkit';
import { ServiceBroker } from 'moleculer';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { DATASET, testTracker, type TestTracker } from './testing/test-tracker.ts';
import { trackerService } from './tracker.service.ts';

let own: TestTracker;
let service: ServiceBroker;

beforeAll(async () => {
  own = await testTracker();
  service = await startService();
  return async () => {
    await service.stop();
    await own.close();
  };
});
beforeEach(() => own.reset());

async function startService(): Promise<ServiceBroker> {
  const broker = new ServiceBroker({ logger: false });
  broker.createService(trackerService(own.tracker, { ackWaitMs: 1_000 }));
  await broker.start();
  return broker;
}

async function tell<T extends EventType>(job: Job, type: T, data: EventData<T>): Promise<void> {
  const { bus, signal } = own.tracker;
  const about = { jobId: job.id, dataset: DATASET.name, attempt: job.attempt };
  await publishEvent(bus, { type, data, job: about, key: String(Math.random()) }, signal);
}

const opened = { identity: { etag: null, lastModified: null, contentLength: null }, sourceStamp: null };
const completed = { chunks: 1, records: 10, bytes: 100, sha256: null, limited: false };

const statusOf = async (job: Job) => (await own.job(job.id)).status;

describe('facts', () => {
  test('become the state of a job, up to the command that publishes it', async () => {
    const job = await own.start();
    await tell(job, 'source.opened', opened);
    await until(async () => (await statusOf(job)) === 'running', 'the job to run');
    await own.load(job.id, 0);
    await tell(job, 'chunks.loaded', { chunks: [{ chunk: 0, part: 1, records: 10 }] });
    await tell(job, 'fetch.completed', completed);
    await until(async () => (await own.commands('publish')).length === 1, 'the command');
    expect(await own.job(job.id)).toMatchObject({
      status: 'publishing',
      records_total: 10,
      records_processed: 9,
    });
  });

  test('tell how many chunks have been fetched, and the stream how many of them are transformed', async () => {
    const job = await own.start();
    await tell(job, 'source.opened', opened);
    await tell(job, 'fetch.progressed', { chunks: 5, records: 50, bytesRead: 500, bytesTotal: null });
    await until(
      () => own.changed.some(({ progress }) => progress?.transformed_batches === 5),
      'the broadcast that five chunks are transformed',
    );
  });

  test('that come while the tracker is away are folded when it is back', async () => {
    const job = await own.start();
    await service.stop();
    await tell(job, 'source.opened', opened);
    await own.load(job.id, 0);
    await tell(job, 'fetch.completed', completed);
    expect(await statusOf(job)).toBe('queued');
    service = await startService();
    await until(async () => (await statusOf(job)) === 'publishing', 'the job to be published');
  });

  test('that nobody can read hold up none behind them', async () => {
    const job = await own.start();
    await own.tracker.bus.jetstream.publish(`events.${DATASET.name}.1.nonsense`, Buffer.from('{"type": 1}'));
    await tell(job, 'source.opened', opened);
    await until(async () => (await statusOf(job)) === 'running', 'the job to run');
  });

  test('of a job that is gone hold up none behind them', async () => {
    const job = await own.start();
    const dead = { stage: 'loader', chunk: 0, part: 1, firstLine: 3, records: 10, reason: 'no' } as const;
    await tell({ ...job, id: 999_999 }, 'chunk.dead', dead);
    await tell(job, 'source.opened', opened);
    await until(async () => (await statusOf(job)) === 'running', 'the job to run');
  });
});

describe('calls', () => {
  const call = <N extends keyof Calls>(name: N, params: Calls[N]['params']) =>
    service.call<Calls[N]['result'], object>(name, params);

  test('give what they have done', async () => {
    const started = await call('tracker.start', { dataset: DATASET.name, mode: 'full' });
    expect(started).toMatchObject({ ok: true, value: { status: 'queued' } });
    const jobId = started.ok ? started.value.id : 0;
    expect(await call('tracker.fetchPlan', { jobId, attempt: 1 })).toMatchObject({
      ok: true,
      value: { wanted: true },
    });
    expect(await call('tracker.cancel', { jobId })).toMatchObject({
      ok: true,
      value: { status: 'cancelled' },
    });
  });

  test('give a refusal as data, with its code, its words and what it is about', async () => {
    const job = await own.start();
    expect(await call('tracker.start', { dataset: DATASET.name, mode: 'full' })).toEqual({
      ok: false,
      code: 'JOB_RUNNING',
      message: expect.stringContaining(`Job ${job.id} `) as string,
      fields: { job_id: job.id },
    });
    expect(await call('tracker.resume', { jobId: 999_999 })).toMatchObject({
      ok: false,
      code: 'JOB_NOT_FOUND',
    });
    expect(await call('tracker.rollback', { dataset: DATASET.name })).toMatchObject({
      ok: false,
      code: 'NO_PREVIOUS_VERSION',
    });
  });
});
