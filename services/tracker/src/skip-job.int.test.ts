import { publish } from '@regpipe/bus';
import { type Job, type StartJob, subjects } from '@regpipe/contracts';
import { changeStatus, recordFetchEnd } from '@regpipe/database';
import { storedMessages, until } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { advanceJob } from './advance-job.ts';
import { cancelJob } from './cancel-job.ts';
import { foldEvent } from './fold-event.ts';
import { resumeJob } from './resume-job.ts';
import { DATASET, fact, testTracker, type TestTracker } from './testing/test-tracker.ts';

let own: TestTracker;
let live: Job;

const IDENTITY = { etag: '"abc"', lastModified: 'Sat, 09 May 2026 21:12:00 GMT', contentLength: 1_000 };
const SHA256 = 'f00d';

beforeAll(async () => {
  own = await testTracker();
  return () => own.close();
});
beforeEach(async () => {
  await own.reset();
  live = await own.start();
  await own.publish(live.id, { identity: IDENTITY, sha256: SHA256 });
});

async function startBeside(changes: Partial<StartJob> = {}): Promise<Job> {
  const job = await own.start(changes);
  for (const list of [own.changed, own.stopped, own.logged]) list.length = 0;
  return job;
}

function unchanged(job: Job) {
  return fact(job, 'source.unchanged', { identity: IDENTITY, publishedBy: live.id, by: 'etag' });
}

/** What is left of a job that was skipped: its reason, and the command that drops its tables. */
async function expectSkipped(job: Job, by: string): Promise<void> {
  expect(await own.job(job.id)).toMatchObject({
    status: 'skipped',
    unchanged: { job_id: live.id, by },
    error_code: null,
    error_message: null,
    started_at: expect.any(String) as string,
    completed_at: expect.any(String) as string,
    discarded_at: expect.any(String) as string,
    publication: null,
  });
  expect(await own.commands('discard')).toEqual([{ type: 'discard', jobId: job.id, dataset: DATASET.name }]);
  expect(await own.commands('publish')).toEqual([]);
  expect(own.logged).toMatchObject([
    { event: 'etl_skipped', job_run_id: job.id, unchanged_since: live.id, unchanged_by: by },
  ]);
}

describe('a source that is known to be unchanged when it is opened', () => {
  test('ends the job, which is told and logged once', async () => {
    const job = await startBeside();
    for (let time = 0; time < 2; time += 1) expect(await foldEvent(own.tracker, unchanged(job))).toBe(false);
    await expectSkipped(job, 'etag');
    expect(await own.job(job.id)).toMatchObject({ source_etag: IDENTITY.etag });
    expect(own.changed).toMatchObject([{ id: job.id, status: 'skipped' }]);
  });

  test('ends it once, although several trackers hear of it', async () => {
    const job = await startBeside();
    await Promise.all(Array.from({ length: 8 }, () => foldEvent(own.tracker, unchanged(job))));
    await expectSkipped(job, 'etag');
  });

  test.each(['publishing', 'success', 'partial', 'failed', 'interrupted', 'cancelled'] as const)(
    'is no news of a job that is %s',
    async (status) => {
      const job = await startBeside();
      await own.set(job.id, status);
      await foldEvent(own.tracker, unchanged(job));
      expect(await own.job(job.id)).toMatchObject({ status, unchanged: null });
      expect(await own.commands('discard')).toEqual([]);
    },
  );

  test('in an earlier attempt is no news of this one', async () => {
    const job = await startBeside();
    await own.tracker.database.pool.query('UPDATE etl.etl_job_run SET attempt = 2 WHERE id = $1', [job.id]);
    await foldEvent(own.tracker, unchanged(job));
    expect(await own.job(job.id)).toMatchObject({ status: 'queued', source_etag: null });
  });

  test('has the tables dropped also by a tracker that hears of it when another has died', async () => {
    const job = await startBeside();
    await own.set(job.id, 'skipped');
    await foldEvent(own.tracker, unchanged(job));
    expect(await own.commands('discard')).toHaveLength(1);
  });
});

describe('a source of the same content', () => {
  /** A job that has read as much, with everything loaded. */
  async function readWhole(changes: Partial<StartJob> = {}): Promise<Job> {
    const job = await startBeside(changes);
    await own.set(job.id, 'running');
    await own.load(job.id, 0);
    await own.endFetch(job.id, 10, SHA256);
    return job;
  }

  test('ends the job instead of publishing it, whatever its address, once', async () => {
    const job = await readWhole({ source: 'https://example.test/elsewhere.csv' });
    await Promise.all(Array.from({ length: 8 }, () => advanceJob(own.tracker, job.id)));
    await advanceJob(own.tracker, job.id);
    await expectSkipped(job, 'content');
    expect(own.stopped).toEqual([job.id]);
  });

  test('ends it before everything is loaded, and drops the chunks on their way', async () => {
    const { bus, signal } = own.tracker;
    const job = await startBeside();
    for (const stage of ['raw', 'clean'] as const) {
      const subject = subjects.chunk(stage, DATASET.name, job.id);
      await publish(bus, subject, Buffer.from('x'), { id: `${stage}.${job.id}`, signal });
    }
    await own.endFetch(job.id, 30, SHA256);
    await advanceJob(own.tracker, job.id);
    await expectSkipped(job, 'content');
    expect(await storedMessages(bus, 'RAW', '>')).toEqual([]);
    expect(await storedMessages(bus, 'CLEAN', '>')).toEqual([]);
  });

  test('is found although the end of the source is told in the middle of folding the last chunk', async () => {
    const { pool } = own.tracker.database;
    const job = await startBeside();
    await own.load(job.id, 0);
    const session = await pool.connect();
    try {
      await session.query('BEGIN');
      await session.query('SELECT FROM etl.etl_job_run WHERE id = $1 FOR UPDATE', [job.id]);
      const folding = advanceJob(own.tracker, job.id);
      await until(async () => {
        const { rowCount } = await pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rowCount === 1;
      }, 'the folding to wait for the row');
      const end = { chunks: 1, records: 10, bytes: 100, sha256: SHA256, limited: false };
      await recordFetchEnd(session, job.id, end);
      await session.query('COMMIT');
      await folding;
    } finally {
      session.release();
    }
    await expectSkipped(job, 'content');
  });

  test.each([
    ['a forced job', { force: true }, SHA256],
    ['a limited job', { limit: 10 }, SHA256],
    ['a dry run', { mode: 'dry-run' }, SHA256],
    ['a job of other content', {}, 'beef'],
    ['a job that was resumed in its middle, and has no hash', {}, undefined],
  ] as const)('is not looked for in %s', async (_which, changes, sha256) => {
    const job = await startBeside(changes);
    await own.load(job.id, 0);
    await own.endFetch(job.id, 10, sha256);
    await advanceJob(own.tracker, job.id);
    expect(await own.job(job.id)).toMatchObject({ status: 'publishing', unchanged: null });
    expect(await own.commands('publish')).toHaveLength(1);
  });

  test.each([
    ['was limited', "UPDATE etl.etl_job_run SET record_limit = 10 WHERE status = 'success'"],
    ['lacks chunks', "UPDATE etl.etl_job_run SET status = 'partial' WHERE status = 'success'"],
    ['was rolled back', 'UPDATE etl.publication SET live = false'],
    ['was not hashed', 'UPDATE etl.publication SET sha256 = NULL'],
  ])('is loaded all the same where the publication %s', async (_which, statement) => {
    await own.tracker.database.pool.query(statement);
    const job = await readWhole();
    await advanceJob(own.tracker, job.id);
    expect(await own.job(job.id)).toMatchObject({ status: 'publishing', unchanged: null });
  });

  test('does not bring back a job that was cancelled first', async () => {
    const job = await readWhole();
    await cancelJob(own.tracker, job.id);
    await advanceJob(own.tracker, job.id);
    expect(await own.job(job.id)).toMatchObject({ status: 'cancelled', unchanged: null });
  });

  test('ends a job that failed before it was found, when it is resumed', async () => {
    const job = await readWhole();
    await changeStatus(own.tracker.database.pool, { jobId: job.id, from: ['running'], to: 'failed' });
    expect(await resumeJob(own.tracker, { jobId: job.id })).toMatchObject({ status: 'skipped', attempt: 2 });
    expect(await own.commands('publish')).toEqual([]);
  });
});

test('a skipped job is over: it can be neither resumed nor cancelled, and the next one may start', async () => {
  const job = await startBeside();
  await foldEvent(own.tracker, unchanged(job));
  const fields = { job_id: job.id, job_status: 'skipped' };
  await expect(resumeJob(own.tracker, { jobId: job.id })).rejects.toMatchObject({
    code: 'JOB_NOT_RESUMABLE',
    fields,
  });
  await expect(cancelJob(own.tracker, job.id)).rejects.toMatchObject({ code: 'JOB_NOT_CANCELLABLE', fields });
  expect(await own.start()).toMatchObject({ status: 'queued' });
});
