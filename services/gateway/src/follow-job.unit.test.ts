import type { Job } from '@regpipe/contracts';
import { expect, test } from 'vitest';

import { followJob } from './follow-job.ts';
import { createJobChanges } from './job-changes.ts';

const RUNNING: Job = {
  id: 7,
  dataset: 'plants',
  mode: 'full',
  status: 'running',
  attempt: 1,
  records_total: null,
  records_processed: 0,
  records_failed: 0,
  records_duplicated: 0,
  records_blank: 0,
  warnings: {},
  batch_size: 524_288,
  chunk_size: null,
  record_limit: null,
  forced: false,
  load: 'replace',
  repair: null,
  accepted: false,
  data_source_url: 'https://example.test/plants.csv',
  source_etag: null,
  source_last_modified: null,
  source_stamp: null,
  source_sha256: null,
  source_bytes: null,
  discarded_at: null,
  unchanged: null,
  error_code: null,
  error_message: null,
  created_at: '2026-05-09T00:00:00.000Z',
  started_at: null,
  completed_at: null,
  heartbeat_at: '2026-05-09T00:00:00.000Z',
  seconds: 10,
  progress: null,
  publication: null,
};
const DONE: Job = { ...RUNNING, status: 'success', seconds: 9.999 };

/** Longer than any test: where a poll or a ping must not come. */
const NEVER_MS = 60_000;

function follow(options: { read?: () => Promise<Job | undefined>; pollMs?: number; pingMs?: number } = {}) {
  const changes = createJobChanges();
  const leaving = new AbortController();
  const frames = followJob(RUNNING, {
    read: options.read ?? (() => Promise.resolve(undefined)),
    changes,
    signal: leaving.signal,
    pollMs: options.pollMs ?? NEVER_MS,
    pingMs: options.pingMs ?? NEVER_MS,
  });
  const next = async () => (await frames.next()).value;
  return { changes, leaving, next, frames };
}

test('sends the job at once, then each broadcast, then the end', async () => {
  const { changes, next } = follow();
  expect(await next()).toBe(`event: job\ndata: ${JSON.stringify(RUNNING)}\n\n`);
  changes.emit('changed', DONE);
  expect(await next()).toContain('"status":"success"');
  expect(await next()).toBe('event: end\ndata: {"id":7,"status":"success"}\n\n');
  expect(await next()).toBeUndefined();
});

test('finds out by reading when a broadcast was missed', async () => {
  const { next } = follow({ read: () => Promise.resolve(DONE), pollMs: 1 });
  await next();
  expect(await next()).toContain('"status":"success"');
});

test('goes on when reading fails', async () => {
  const answers = [undefined, undefined, DONE];
  const { next } = follow({ read: () => Promise.resolve(answers.shift()), pollMs: 1 });
  await next();
  expect(await next()).toContain('"status":"success"');
});

test('a slow client gets the latest state and not every one', async () => {
  const { changes, next } = follow();
  await next();
  const waiting = next();
  for (const records_processed of [100, 200, 300]) {
    changes.emit('changed', { ...RUNNING, records_processed, seconds: 11 });
  }
  expect(await waiting).toContain('"records_processed":300');
});

test('passes over other jobs, what is shown already, and broadcasts that are overtaken', async () => {
  const { changes, next } = follow();
  await next();
  const waiting = next();
  for (const job of [
    { ...DONE, id: 8 },
    { ...RUNNING, seconds: 12 },
    { ...RUNNING, records_failed: 1, seconds: 8 },
  ]) {
    changes.emit('changed', job);
    await new Promise(setImmediate);
  }
  changes.emit('changed', DONE);
  expect(await waiting).toContain('"status":"success"');
});

test('passes over seconds that run by themselves', async () => {
  const publishing = (seconds: number, step: string): Job => ({
    ...RUNNING,
    status: 'publishing',
    seconds,
    progress: {
      last_successful_batch: null,
      current_batch: null,
      total_batches: 1,
      fetched_records: 10,
      fetched_bytes: 100,
      source_bytes: 100,
      fetched_batches: 1,
      transformed_batches: 1,
      publish_step: step,
      publish_seconds: seconds,
    },
  });
  const { changes, next } = follow();
  await next();
  changes.emit('changed', publishing(11, 'duplicates'));
  expect(await next()).toContain('"publish_seconds":11');
  const waiting = next();
  changes.emit('changed', publishing(12, 'duplicates'));
  await new Promise(setImmediate);
  changes.emit('changed', publishing(13, 'constraints'));
  expect(await waiting).toContain('"publish_seconds":13');
});

test('shows in silence that the connection lives', async () => {
  const { next } = follow({ pollMs: 1, pingMs: 5 });
  await next();
  expect(await next()).toBe(': still here\n\n');
});

test('listens no more once the client has left', async () => {
  const { changes, leaving, next } = follow();
  await next();
  const waiting = next();
  expect(changes.listenerCount('changed')).toBe(1);
  leaving.abort();
  expect(await waiting).toBeUndefined();
  expect(changes.listenerCount('changed')).toBe(0);
});
