import { publish, purgeSubject } from '@regpipe/bus';
import { type Job, subjects } from '@regpipe/contracts';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { countTransformed } from './count-transformed.ts';
import { foldEvent } from './fold-event.ts';
import { DATASET, fact, testTracker, type TestTracker } from './testing/test-tracker.ts';

let own: TestTracker;

beforeAll(async () => {
  own = await testTracker();
  return () => own.close();
});
beforeEach(() => own.reset());

/** Chunks that wait for the transformer. */
async function fillRaw(job: Job, ...chunks: readonly number[]): Promise<void> {
  for (const chunk of chunks) {
    const id = `raw.${job.id}.${job.attempt}.${chunk}`;
    const { bus, signal } = own.tracker;
    await publish(bus, subjects.chunk('raw', DATASET.name, job.id), Buffer.from('…'), { id, signal });
  }
}

/** The fetcher has sent so many chunks. */
async function fetched(job: Job, chunks: number): Promise<void> {
  await foldEvent(
    own.tracker,
    fact(job, 'fetch.progressed', { chunks, records: chunks * 10, bytesRead: 1, bytesTotal: null }),
  );
}

const transformed = async (job: Job) => (await own.job(job.id)).progress?.transformed_batches;

test('what was fetched and is not in RAW any more has been transformed; other jobs do not matter', async () => {
  const job = await own.start();
  await fillRaw(job, 2, 3, 4);
  await fillRaw({ ...job, id: job.id + 1 }, 0, 1);
  await fetched(job, 5);
  await countTransformed(own.tracker);
  expect(await transformed(job)).toBe(2);
  // Sent since the fetcher last said how far it is.
  await fillRaw(job, 5, 6, 7);
  await countTransformed(own.tracker);
  expect(await transformed(job)).toBe(2);
  await purgeSubject(own.tracker.bus, 'RAW', '>');
  await countTransformed(own.tracker);
  expect(await transformed(job)).toBe(5);
});

test('more in RAW than was fetched, as an earlier attempt has left some there, is none and no less', async () => {
  const job = await own.start();
  await fillRaw(job, 0, 1, 2);
  await fetched(job, 1);
  await countTransformed(own.tracker);
  expect(await transformed(job)).toBe(0);
});

test('without NATS, and with an answer that does not come, nothing is known and nothing fails', async () => {
  const job = await own.start();
  await fetched(job, 5);
  const { bus } = own.tracker;
  await countTransformed({ ...own.tracker, bus: { ...bus, isConnected: () => false } });
  const failing = { ...bus.manager, streams: { info: () => Promise.reject(new Error('TIMEOUT')) } };
  await countTransformed({ ...own.tracker, bus: { ...bus, manager: failing as never } });
  expect(await transformed(job)).toBeNull();
  expect(own.logged).toContainEqual(expect.objectContaining({ event: 'transformed_not_counted' }));
});

test('a repair fetches nothing, so that nothing is found out about it', async () => {
  const job = await own.start();
  await fetched(job, 5);
  await own.tracker.database.pool.query('UPDATE etl.etl_job_run SET repair = 1 WHERE id = $1', [job.id]);
  await countTransformed(own.tracker);
  expect(await transformed(job)).toBeNull();
});
