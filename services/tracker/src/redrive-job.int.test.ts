import { buryChunk, purgeSubject } from '@regpipe/bus';
import { decodeRawHeaders, encodeChunkHeaders, type Job, type RawChunk, subjects } from '@regpipe/contracts';
import { refreshCounts } from '@regpipe/database';
import { storedMessages } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { cancelJob } from './cancel-job.ts';
import { foldEvent } from './fold-event.ts';
import { planFetch } from './plan-fetch.ts';
import { redriveJob } from './redrive-job.ts';
import { resendDeadLetters } from './resend-dead-letters.ts';
import { resumeJob } from './resume-job.ts';
import { DATASET, fact, testTracker, type TestTracker } from './testing/test-tracker.ts';
import { watchJobs } from './watch-jobs.ts';

let own: TestTracker;

beforeAll(async () => {
  own = await testTracker();
  return () => own.close();
});
beforeEach(() => own.reset());

const NEVER = new AbortController().signal;
const SOURCE = {
  identity: { etag: '"v1"', lastModified: null, contentLength: null },
  sha256: null,
};

function rawChunk(job: Job, chunk: number): RawChunk {
  return {
    jobId: job.id,
    dataset: DATASET.name,
    attempt: job.attempt,
    mode: 'full',
    chunk,
    firstRecord: chunk * 10,
    records: 10,
    firstLine: 3 + chunk * 10,
    lines: 10,
    byteOffset: chunk * 100,
    rawBytes: 100,
    crc32: chunk,
    columns: [0],
    width: 1,
    maxCleanBytes: 1_000,
    oversizedBytes: null,
  };
}

async function bury(job: Job, chunk: number): Promise<void> {
  const subject = subjects.chunk('raw', DATASET.name, job.id);
  const raw = rawChunk(job, chunk);
  const delivery = {
    subject,
    data: Buffer.from(`chunk ${chunk}`),
    headers: encodeChunkHeaders(raw),
    deliveryCount: 5,
    storedAt: '2026-05-09T00:00:00.000000Z',
  };
  await buryChunk(own.tracker.bus, 'transformer', raw, delivery, new Error('no'), NEVER);
  const dead = {
    stage: 'transformer',
    chunk,
    part: 1,
    firstLine: raw.firstLine,
    records: 10,
    reason: 'no',
  } as const;
  await foldEvent(own.tracker, fact(job, 'chunk.dead', dead));
}

/** A partial job whose version is live: chunk 0 is loaded, chunks 1 and 2 are dead. */
async function publishPartly(): Promise<Job> {
  const job = await own.start();
  await own.load(job.id, 0);
  for (const chunk of [1, 2]) await bury(job, chunk);
  await own.endFetch(job.id, 30);
  await refreshCounts(own.tracker.database.pool, job.id);
  await own.publish(job.id, SOURCE);
  await own.set(job.id, 'partial');
  await purgeSubject(own.tracker.bus, 'JOBS', '>');
  return own.job(job.id);
}

const forgetLetters = (job: Job) => purgeSubject(own.tracker.bus, 'DEAD', `dead.*.*.${job.id}`);
const command = ({ id, attempt }: Job) =>
  ({ type: 'redrive', jobId: id, dataset: DATASET.name, attempt }) as const;
const resend = (job: Job) => resendDeadLetters(own.tracker, command(job), undefined, NEVER);
const sent = (job: Job) =>
  storedMessages(own.tracker.bus, 'RAW', subjects.chunk('raw', DATASET.name, job.id));

describe('redriving', () => {
  test('queues the job as its next attempt and sends the command', async () => {
    const partial = await publishPartly();
    const job = await redriveJob(own.tracker, partial.id);
    expect(job).toMatchObject({ status: 'queued', attempt: 2, repair: 2 });
    expect(await own.commands('redrive')).toEqual([command(job)]);
    expect(own.changed.at(-1)).toMatchObject({ id: job.id, status: 'queued' });
    expect(own.logged).toContainEqual(expect.objectContaining({ event: 'etl_redriven', attempt: 2 }));
  });

  test('one that works is given as it is', async () => {
    const { id } = await publishPartly();
    const [first, second] = await Promise.all([redriveJob(own.tracker, id), redriveJob(own.tracker, id)]);
    expect([first.repair, second.repair, (await redriveJob(own.tracker, id)).attempt]).toEqual([2, 2, 2]);
    expect(await own.commands('redrive')).toHaveLength(1);
  });

  test('one that has stopped midway goes on', async () => {
    const { id } = await publishPartly();
    await redriveJob(own.tracker, id);
    await own.set(id, 'interrupted');
    expect(await redriveJob(own.tracker, id)).toMatchObject({ status: 'queued', attempt: 3, repair: 2 });
  });

  test('refuses jobs that have nothing to repair', async () => {
    const dry = await own.start({ mode: 'dry-run' });
    await own.set(dry.id, 'partial');
    const refusal = { name: 'RefusedError', code: 'JOB_NOT_REDRIVABLE' };
    await expect(redriveJob(own.tracker, dry.id)).rejects.toMatchObject(refusal);
    const job = await publishPartly();
    await own.set(job.id, 'success');
    await expect(redriveJob(own.tracker, job.id)).rejects.toMatchObject(refusal);
    await own.set(job.id, 'partial');
    await own.tracker.database.pool.query('UPDATE etl.publication SET live = false');
    await expect(redriveJob(own.tracker, job.id)).rejects.toMatchObject({
      ...refusal,
      message: expect.stringContaining('no longer the live one') as string,
    });
    await expect(redriveJob(own.tracker, 999_999)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });

  test('refuses a job without dead letters, and one beside a running job', async () => {
    const job = await publishPartly();
    const other = await own.start();
    await expect(redriveJob(own.tracker, job.id)).rejects.toMatchObject({
      code: 'JOB_RUNNING',
      fields: { job_id: other.id },
    });
    await forgetLetters(job);
    await expect(redriveJob(own.tracker, job.id)).rejects.toMatchObject({ code: 'DEAD_LETTERS_GONE' });
    expect(await own.job(job.id)).toMatchObject({ status: 'partial', attempt: 1 });
  });
});

describe('the command', () => {
  test('sends each missing chunk of the job once, of this attempt, and sets it running', async () => {
    const partial = await publishPartly();
    const job = await redriveJob(own.tracker, partial.id);
    // Buried again by an attempt before: one chunk, two letters.
    await bury({ ...partial, attempt: 7 }, 2);
    for (let time = 0; time < 2; time += 1) await resend(job);
    const messages = await sent(job);
    expect(messages.map(({ data }) => data.toString())).toEqual(['chunk 1', 'chunk 2']);
    expect(messages.map(({ headers }) => decodeRawHeaders(headers).attempt)).toEqual([2, 2]);
    expect(await own.job(job.id)).toMatchObject({ status: 'running', records_processed: 9 });
  });

  test('leaves out what is loaded already, and has the rest merged when all is in', async () => {
    const job = await redriveJob(own.tracker, (await publishPartly()).id);
    await own.load(job.id, 1);
    await resend(job);
    expect(await sent(job)).toHaveLength(1);
    await own.load(job.id, 2);
    await watchJobs(own.tracker);
    expect(await own.job(job.id)).toMatchObject({ status: 'publishing' });
    expect(await own.commands('publish')).toMatchObject([{ jobId: job.id, attempt: 2 }]);
  });

  test('lets chunks count as dead whose letters have gone, so that the repair ends', async () => {
    const job = await redriveJob(own.tracker, (await publishPartly()).id);
    await forgetLetters(job);
    await resend(job);
    expect(await own.job(job.id)).toMatchObject({ status: 'publishing', records_failed: 21 });
  });

  test.each(['partial', 'interrupted', 'failed', 'success'] as const)(
    'finds nothing to do for a job that is %s by then',
    async (status) => {
      const job = await redriveJob(own.tracker, (await publishPartly()).id);
      await own.set(job.id, status);
      await resend(job);
      expect(await sent(job)).toEqual([]);
      expect(await own.job(job.id)).toMatchObject({ status });
    },
  );

  test('of an attempt before does nothing', async () => {
    const job = await redriveJob(own.tracker, (await publishPartly()).id);
    await resend({ ...job, attempt: 1 });
    expect(await sent(job)).toEqual([]);
  });

  test('is sent again when nobody takes it up, and the source is never asked', async () => {
    const job = await redriveJob(own.tracker, (await publishPartly()).id);
    await purgeSubject(own.tracker.bus, 'JOBS', '>');
    // The server counts a repeated id once within two minutes: what it has forgotten is stored.
    await own.tracker.database.pool.query('UPDATE etl.etl_job_run SET attempt = 3 WHERE id = $1', [job.id]);
    await own.set(job.id, 'queued', 20_000);
    await watchJobs(own.tracker);
    expect(await own.commands('redrive')).toMatchObject([{ jobId: job.id, attempt: 3 }]);
    expect(await own.commands('fetch')).toEqual([]);
    expect(await planFetch(own.tracker, job.id, 3)).toMatchObject({ wanted: false });
  });
});

describe('a repair that ends otherwise', () => {
  const expectPartial = async (job: Job) => {
    expect(await own.job(job.id)).toMatchObject({
      status: 'partial',
      repair: null,
      discarded_at: null,
      records_processed: 9,
      records_failed: 21,
      publication: { live: true },
    });
    expect(await own.commands('discard')).toEqual([
      { type: 'discard', jobId: job.id, dataset: DATASET.name, repair: 2 },
    ]);
    expect(await sent(job)).toEqual([]);
  };

  test('by cancelling is given up: the job is partial, and only the tables of the repair are dropped', async () => {
    const job = await redriveJob(own.tracker, (await publishPartly()).id);
    await resend(job);
    await own.load(job.id, 1);
    expect(await cancelJob(own.tracker, job.id)).toMatchObject({ id: job.id, status: 'partial' });
    await expectPartial(job);
    await expect(cancelJob(own.tracker, job.id)).rejects.toMatchObject({ code: 'JOB_NOT_CANCELLABLE' });
  });

  test.each(['failed', 'interrupted'] as const)('as %s is given up for a newer job', async (status) => {
    const job = await redriveJob(own.tracker, (await publishPartly()).id);
    await own.load(job.id, 1);
    await own.set(job.id, status);
    await own.start();
    await expectPartial(job);
  });

  test('as failed goes on when it is resumed, with the dead letters and not with the source', async () => {
    const job = await redriveJob(own.tracker, (await publishPartly()).id);
    const failed = fact(job, 'job.failed', { code: 'PUBLICATION_FAILED', message: 'no' });
    await foldEvent(own.tracker, failed);
    expect(await own.job(job.id)).toMatchObject({ status: 'failed', repair: 2 });
    await purgeSubject(own.tracker.bus, 'JOBS', '>');
    expect(await resumeJob(own.tracker, { jobId: job.id })).toMatchObject({ status: 'queued', attempt: 3 });
    expect(await own.commands('redrive')).toMatchObject([{ attempt: 3 }]);
    expect(await own.commands('fetch')).toEqual([]);
  });

  test('cannot go on once its version was rolled back: it is given up', async () => {
    const job = await redriveJob(own.tracker, (await publishPartly()).id);
    await own.set(job.id, 'interrupted');
    await own.tracker.database.pool.query('UPDATE etl.publication SET live = false');
    await expect(resumeJob(own.tracker, { jobId: job.id })).rejects.toMatchObject({
      code: 'JOB_NOT_REDRIVABLE',
    });
    expect(await own.job(job.id)).toMatchObject({ status: 'partial', repair: null });
  });
});
