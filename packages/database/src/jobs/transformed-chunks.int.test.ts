import { testDatabase } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { recordPublishStep } from '../publish/record-step.ts';
import { addJob, ledgerPart, recordParts, setStatus } from '../testing/plants.ts';
import { getJob } from './get-job.ts';
import { listFetchedChunks } from './list-fetched-chunks.ts';
import { recordFetchEnd } from './record-fetch.ts';
import { recordFetchedChunks } from './record-fetched-chunks.ts';
import { recordTransformedChunks } from './record-transformed-chunks.ts';
import { refreshCounts } from './refresh-counts.ts';
import { resumeJob } from './resume-job.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

let datasets = 0;
const addOwnJob = () => addJob(database, { dataset: `stages-${(datasets += 1)}` });
const progress = async (id: number) => (await getJob(database.pool, id))?.progress;
const fetched = (id: number, attempt: number, chunks: number) =>
  recordFetchedChunks(database.pool, id, attempt, chunks);
const transformed = (id: number, attempt: number, chunks: number) =>
  recordTransformedChunks(database.pool, id, attempt, chunks);

describe('how many chunks are transformed', () => {
  test('is not known before anything is', async () => {
    const id = await addOwnJob();
    await refreshCounts(database.pool, id);
    expect(await progress(id)).toMatchObject({ fetched_batches: null, transformed_batches: null });
    expect((await listFetchedChunks(database.pool)).map((row) => row.jobId)).not.toContain(id);
  });

  test('only grows, also where what was found out comes late', async () => {
    const id = await addOwnJob();
    await fetched(id, 1, 9);
    for (const chunks of [4, 7, 5]) await transformed(id, 1, chunks);
    expect(await progress(id)).toMatchObject({ fetched_batches: 9, transformed_batches: 7 });
    expect(await listFetchedChunks(database.pool)).toContainEqual({
      jobId: id,
      dataset: `stages-${datasets}`,
      attempt: 1,
      fetched: 9,
    });
  });

  test('is at least as many as the ledger holds without a gap', async () => {
    const id = await addOwnJob();
    await recordParts(database, [ledgerPart(id, 0), ledgerPart(id, 1), ledgerPart(id, 3)]);
    await refreshCounts(database.pool, id);
    expect(await progress(id)).toMatchObject({ transformed_batches: 2 });
  });

  test('starts in the next attempt with what is loaded, whatever the one before says late', async () => {
    const id = await addOwnJob();
    await recordParts(database, [ledgerPart(id, 0)]);
    await fetched(id, 1, 9);
    await transformed(id, 1, 8);
    await setStatus(database, id, 'failed');
    await resumeJob(database, id, 30_000);
    await refreshCounts(database.pool, id);
    await fetched(id, 1, 9);
    await transformed(id, 1, 9);
    expect(await progress(id)).toMatchObject({ fetched_batches: null, transformed_batches: 1 });
    await fetched(id, 2, 3);
    await transformed(id, 2, 2);
    expect(await progress(id)).toMatchObject({ fetched_batches: 3, transformed_batches: 2 });
  });

  test('is all of them when it is published', async () => {
    const id = await addOwnJob();
    await recordFetchEnd(database.pool, id, {
      chunks: 5,
      records: 50,
      bytes: 500,
      sha256: null,
      limited: false,
    });
    await transformed(id, 1, 3);
    await setStatus(database, id, 'publishing');
    await recordPublishStep(database.pool, id, 'duplicates');
    await transformed(id, 1, 4);
    expect(await progress(id)).toMatchObject({ transformed_batches: 5 });
    expect((await listFetchedChunks(database.pool)).map((row) => row.jobId)).not.toContain(id);
  });
});

describe('how long publishing takes', () => {
  const publishedFor = async (id: number) => (await progress(id))?.publish_seconds;

  test('is counted from its first step, also when that is repeated, to the end of the job', async () => {
    const id = await addOwnJob();
    expect(await publishedFor(id)).toBeNull();
    await recordPublishStep(database.pool, id, 'duplicates');
    await database.pool.query(
      `UPDATE etl.import_progress SET publishing_at = now() - interval '1 hour' WHERE job_id = $1`,
      [id],
    );
    await recordPublishStep(database.pool, id, 'duplicates');
    expect(await publishedFor(id)).toBeGreaterThan(3_599);
    await database.pool.query(
      `UPDATE etl.etl_job_run SET completed_at = now() - interval '59 minutes' WHERE id = $1`,
      [id],
    );
    expect(await publishedFor(id)).toBeCloseTo(60, 0);
  });

  test('is counted anew in the next attempt', async () => {
    const id = await addOwnJob();
    await recordPublishStep(database.pool, id, 'swap');
    await setStatus(database, id, 'failed');
    await resumeJob(database, id, 30_000);
    expect(await progress(id)).toMatchObject({ publish_step: null, publish_seconds: null });
  });
});
