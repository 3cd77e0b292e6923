import { JOB_STATUSES, type JobStatus } from '@regpipe/contracts';
import { testDatabase } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { addJob, addJobIn, setStatus } from '../testing/plants.ts';
import { cancelJob } from './cancel-job.ts';
import { changeStatus } from './change-status.ts';
import { getJob } from './get-job.ts';
import { beat, interruptSilentJobs } from './heartbeat.ts';
import { listActiveJobs } from './list-active-jobs.ts';
import { recordDeadChunk } from './record-dead-chunk.ts';
import { resumeJob } from './resume-job.ts';
import { supersedeJobs } from './supersede-jobs.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

const statusOf = async (id: number) => (await getJob(database.pool, id))?.status;

/** Every state, and whether it is one of these. */
function each(...statuses: readonly JobStatus[]): [JobStatus, boolean][] {
  return JOB_STATUSES.map((status) => [status, statuses.includes(status)]);
}

describe('resuming', () => {
  test.each(each('failed', 'interrupted'))('a %s job: %s', async (status, resumable) => {
    const id = await addJobIn(database, status, `resume-${status}`);
    expect(await resumeJob(database, id, 30_000)).toBe(resumable ? 'resumed' : 'not-resumable');
    expect(await getJob(database.pool, id)).toMatchObject(
      resumable ? { status: 'queued', attempt: 2 } : { status, attempt: 1 },
    );
  });

  test('forgets why the job ended, and the chunks that were given up', async () => {
    const id = await addJob(database, { dataset: 'resume-forgets' });
    const dead = { stage: 'loader', chunk: 1, part: 1, firstLine: 13, records: 10, reason: 'no' } as const;
    await recordDeadChunk(database.pool, id, 1, dead);
    const error = { code: 'SOURCE_STALLED', message: 'no bytes' };
    await changeStatus(database.pool, { jobId: id, from: ['queued'], to: 'failed', error });
    expect(await getJob(database.pool, id)).toMatchObject({
      error_code: 'SOURCE_STALLED',
      error_message: 'no bytes',
      completed_at: expect.any(String) as string,
    });
    await resumeJob(database, id, 30_000);
    expect(await getJob(database.pool, id)).toMatchObject({
      error_code: null,
      error_message: null,
      completed_at: null,
    });
    for (const table of ['etl.dead_chunk', 'etl.data_import_error']) {
      const left = await database.pool.query(`SELECT FROM ${table} WHERE job_id = $1`, [id]);
      expect(left.rowCount).toBe(0);
    }
  });

  test('keeps the chunks that were given up where a guard stopped the job and its user accepts that', async () => {
    const id = await addJob(database, { dataset: 'resume-accepts' });
    const dead = { stage: 'loader', chunk: 1, part: 1, firstLine: 13, records: 10, reason: 'no' } as const;
    await recordDeadChunk(database.pool, id, 1, dead);
    const stop = async (code: string) =>
      changeStatus(database.pool, {
        jobId: id,
        from: ['queued'],
        to: 'failed',
        error: { code, message: '' },
      });
    const kept = async () =>
      (await database.pool.query('SELECT FROM etl.dead_chunk WHERE job_id = $1', [id])).rowCount;
    await stop('GUARD_REJECTED');
    await resumeJob(database, id, 30_000, true);
    expect(await getJob(database.pool, id)).toMatchObject({ status: 'queued', accepted: true });
    expect(await kept()).toBe(1);
    await stop('SOURCE_STALLED');
    await resumeJob(database, id, 30_000, true);
    expect(await kept()).toBe(0);
  });

  test('is refused while another job of the data set is active, and changes nothing', async () => {
    const id = await addJobIn(database, 'failed', 'resume-beside');
    await addJob(database, { dataset: 'resume-beside' });
    expect(await resumeJob(database, id, 30_000)).toBe('another-is-running');
    expect(await getJob(database.pool, id)).toMatchObject({ status: 'failed', attempt: 1 });
  });

  test('twice at once resumes once', async () => {
    const id = await addJobIn(database, 'interrupted', 'resume-twice');
    const results = await Promise.all([resumeJob(database, id, 30_000), resumeJob(database, id, 30_000)]);
    expect(results.sort()).toEqual(['not-resumable', 'resumed']);
    expect(await getJob(database.pool, id)).toMatchObject({ status: 'queued', attempt: 2 });
  });

  test.each(['queued', 'running', 'publishing'] as const)(
    'a %s job that has fallen silent takes it up anew; one that works is left alone',
    async (status) => {
      const id = await addJobIn(database, status, `resume-silent-${status}`);
      expect(await resumeJob(database, id, 30_000)).toBe('not-resumable');
      await database.pool.query(
        `UPDATE etl.etl_job_run SET heartbeat_at = now() - interval '31 seconds' WHERE id = $1`,
        [id],
      );
      expect(await resumeJob(database, id, 30_000)).toBe('resumed');
      expect(await getJob(database.pool, id)).toMatchObject({ status: 'queued', attempt: 2 });
    },
  );

  test('a job that does not exist is refused', async () => {
    expect(await resumeJob(database, 999_999, 30_000)).toBe('not-resumable');
  });
});

describe('cancelling', () => {
  test.each(each('queued', 'running', 'publishing', 'failed', 'interrupted'))(
    'a %s job: %s',
    async (status, cancellable) => {
      const id = await addJobIn(database, status, `cancel-${status}`);
      expect(await cancelJob(database.pool, id)).toBe(cancellable);
      expect(await statusOf(id)).toBe(cancellable ? 'cancelled' : status);
    },
  );

  test('is final: the job can neither be resumed nor cancelled again', async () => {
    const id = await addJobIn(database, 'interrupted', 'cancel-final');
    await cancelJob(database.pool, id);
    expect(await resumeJob(database, id, 30_000)).toBe('not-resumable');
    expect(await cancelJob(database.pool, id)).toBe(false);
  });
});

describe('a newer job', () => {
  test('takes what unfinished older ones had loaded, once, and touches no other', async () => {
    const dataset = 'superseded';
    const ids = new Map<JobStatus, number>();
    for (const status of JOB_STATUSES) {
      if (status === 'queued' || status === 'running' || status === 'publishing') continue;
      ids.set(status, await addJobIn(database, status, dataset));
    }
    await addJobIn(database, 'failed', 'superseded-other');
    const newer = await addJob(database, { dataset });
    const expected = [ids.get('failed'), ids.get('interrupted')];
    expect((await supersedeJobs(database.pool, dataset, newer)).sort()).toEqual(expected.sort());
    expect(await supersedeJobs(database.pool, dataset, newer)).toEqual([]);
  });

  test('ends the resuming of the older one for good, also when it ends itself', async () => {
    const older = await addJobIn(database, 'failed', 'superseded-end');
    const newer = await addJob(database, { dataset: 'superseded-end' });
    await supersedeJobs(database.pool, 'superseded-end', newer);
    await setStatus(database, newer, 'success');
    expect(await resumeJob(database, older, 30_000)).toBe('not-resumable');
    expect(await cancelJob(database.pool, older)).toBe(false);
  });
});

describe('a change of state', () => {
  test('happens from the expected states only', async () => {
    const id = await addJobIn(database, 'cancelled', 'change-expected');
    const change = { jobId: id, from: ['queued', 'running'], to: 'publishing' } as const;
    expect(await changeStatus(database.pool, change)).toBe(false);
    expect(await statusOf(id)).toBe('cancelled');
  });

  test('that many try at once is made by one', async () => {
    const id = await addJob(database, { dataset: 'change-once' });
    const change = { jobId: id, from: ['queued', 'running'], to: 'publishing' } as const;
    const made = await Promise.all(Array.from({ length: 8 }, () => changeStatus(database.pool, change)));
    expect(made.filter(Boolean)).toHaveLength(1);
  });

  test('keeps when the job first ran, and says when it ended', async () => {
    const id = await addJob(database, { dataset: 'change-times' });
    await changeStatus(database.pool, { jobId: id, from: ['queued'], to: 'running' });
    const first = await getJob(database.pool, id);
    expect(first).toMatchObject({ started_at: expect.any(String) as string, completed_at: null });
    await changeStatus(database.pool, { jobId: id, from: ['running'], to: 'failed' });
    await resumeJob(database, id, 30_000);
    await changeStatus(database.pool, { jobId: id, from: ['queued'], to: 'running' });
    expect(await getJob(database.pool, id)).toMatchObject({
      started_at: first?.started_at,
      completed_at: null,
    });
  });
});

describe('a job without a sign of life', () => {
  const silence = (id: number) =>
    database.pool.query(
      `UPDATE etl.etl_job_run SET heartbeat_at = now() - interval '6 minutes' WHERE id = $1`,
      [id],
    );

  test.each(each('queued', 'running', 'publishing'))(
    'in state %s is interrupted: %s',
    async (status, interrupted) => {
      const id = await addJobIn(database, status, `silent-${status}`);
      await silence(id);
      const ids = await interruptSilentJobs(database.pool, 5 * 60_000);
      expect(ids).toEqual(interrupted ? [id] : []);
      expect(await statusOf(id)).toBe(interrupted ? 'interrupted' : status);
      if (!interrupted) return;
      expect(await getJob(database.pool, id)).toMatchObject({
        error_message: expect.stringContaining('No sign of life since') as string,
        completed_at: expect.any(String) as string,
      });
    },
  );

  test('that shows one goes on', async () => {
    const id = await addJob(database, { dataset: 'silent-beats' });
    await silence(id);
    await beat(database.pool, id);
    expect(await interruptSilentJobs(database.pool, 5 * 60_000)).toEqual([]);
  });
});

test('active jobs are those that occupy their data set', async () => {
  const before = new Set((await listActiveJobs(database.pool)).map((job) => job.id));
  const ids = new Map<JobStatus, number>();
  for (const status of JOB_STATUSES) ids.set(status, await addJobIn(database, status, `active-${status}`));
  const added = (await listActiveJobs(database.pool)).filter((job) => !before.has(job.id));
  expect(added.map((job) => job.status).sort()).toEqual(['publishing', 'queued', 'running']);
});
