import { publish } from '@regpipe/bus';
import { subjects } from '@regpipe/contracts';
import { withPublicationLock } from '@regpipe/database';
import { storedMessages } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { cancelJob } from './cancel-job.ts';
import { resumeJob } from './resume-job.ts';
import { rollBack } from './roll-back.ts';
import { DATASET, testTracker, type TestTracker } from './testing/test-tracker.ts';

let own: TestTracker;

beforeAll(async () => {
  own = await testTracker();
  return () => own.close();
});
beforeEach(() => own.reset());

describe('cancelling', () => {
  test('ends the job, stops its fetch, drops its chunks on their way and has its tables dropped', async () => {
    const { bus, signal } = own.tracker;
    const job = await own.start();
    const other = job.id + 1_000;
    for (const stage of ['raw', 'clean'] as const) {
      for (const id of [job.id, other]) {
        const subject = subjects.chunk(stage, DATASET.name, id);
        await publish(bus, subject, Buffer.from('x'), { id: `${stage}.${id}`, signal });
      }
    }
    expect(await cancelJob(own.tracker, job.id)).toMatchObject({ id: job.id, status: 'cancelled' });
    expect((await storedMessages(bus, 'RAW', '>')).map(({ subject }) => subject)).toEqual([
      subjects.chunk('raw', DATASET.name, other),
    ]);
    expect((await storedMessages(bus, 'CLEAN', '>')).map(({ subject }) => subject)).toEqual([
      subjects.chunk('clean', DATASET.name, other),
    ]);
    expect(await own.commands('discard')).toEqual([
      { type: 'discard', jobId: job.id, dataset: DATASET.name },
    ]);
    expect(own.stopped).toEqual([job.id]);
    expect(own.changed.at(-1)).toMatchObject({ id: job.id, status: 'cancelled' });
  });

  test.each(['success', 'partial', 'skipped', 'cancelled'] as const)(
    'a job that ended as %s is refused, and does nothing',
    async (status) => {
      const job = await own.start();
      await own.set(job.id, status);
      await expect(cancelJob(own.tracker, job.id)).rejects.toMatchObject({
        name: 'RefusedError',
        code: 'JOB_NOT_CANCELLABLE',
        fields: { job_id: job.id, job_status: status },
      });
      expect(await own.commands('discard')).toEqual([]);
    },
  );

  test('a job that does not exist is refused', async () => {
    await expect(cancelJob(own.tracker, 999_999)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });
});

describe('resuming', () => {
  test.each(['failed', 'interrupted'] as const)(
    'a %s job fetches again, as the next attempt',
    async (status) => {
      const job = await own.start({ source: '/data/sample.csv' });
      await own.set(job.id, status);
      expect(await resumeJob(own.tracker, { jobId: job.id })).toMatchObject({
        id: job.id,
        status: 'queued',
        attempt: 2,
      });
      expect(await own.commands('fetch')).toMatchObject([
        { jobId: job.id, attempt: 1 },
        { jobId: job.id, attempt: 2, source: '/data/sample.csv' },
      ]);
      expect(own.changed.at(-1)).toMatchObject({ status: 'queued', attempt: 2 });
    },
  );

  test('a job of which everything is in asks the source for nothing, and publishes', async () => {
    const job = await own.start();
    await own.load(job.id, 0);
    await own.endFetch(job.id, 10);
    await own.set(job.id, 'failed');
    expect(await resumeJob(own.tracker, { jobId: job.id })).toMatchObject({
      status: 'publishing',
      attempt: 2,
    });
    expect(await own.commands('publish')).toMatchObject([{ jobId: job.id, attempt: 2 }]);
    expect(await own.commands('fetch')).toHaveLength(1);
  });

  test('a job that works gives it as it is', async () => {
    const job = await own.start();
    expect(await resumeJob(own.tracker, { jobId: job.id })).toMatchObject({
      id: job.id,
      status: 'queued',
      attempt: 1,
    });
    expect(await own.commands('fetch')).toHaveLength(1);
  });

  test('beside a running one is refused with its id', async () => {
    const older = await own.start();
    await own.set(older.id, 'cancelled');
    const running = await own.start();
    await own.set(older.id, 'failed');
    await expect(resumeJob(own.tracker, { jobId: older.id })).rejects.toMatchObject({
      code: 'JOB_RUNNING',
      fields: { job_id: running.id },
    });
  });

  test('a job that a newer one has taken over is refused', async () => {
    const older = await own.start();
    await own.set(older.id, 'failed');
    const newer = await own.start();
    await own.set(newer.id, 'success');
    await expect(resumeJob(own.tracker, { jobId: older.id })).rejects.toMatchObject({
      code: 'JOB_SUPERSEDED',
    });
  });

  test.each(['success', 'partial', 'skipped', 'cancelled'] as const)(
    'a job that ended as %s is refused',
    async (status) => {
      const job = await own.start();
      await own.set(job.id, status);
      await expect(resumeJob(own.tracker, { jobId: job.id })).rejects.toMatchObject({
        code: 'JOB_NOT_RESUMABLE',
      });
    },
  );

  test('a job that does not exist is refused', async () => {
    await expect(resumeJob(own.tracker, { jobId: 999_999 })).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });
});

describe('rolling back', () => {
  test('is refused where nothing was published', async () => {
    await expect(rollBack(own.tracker, DATASET.name)).rejects.toMatchObject({
      name: 'RefusedError',
      code: 'NO_PREVIOUS_VERSION',
    });
  });

  test('is refused while a job of the data set publishes', async () => {
    const refused = await withPublicationLock(own.tracker.database, DATASET.name, () =>
      rollBack(own.tracker, DATASET.name).catch((error: unknown) => error),
    );
    expect(refused).toMatchObject({ name: 'RefusedError', code: 'JOB_RUNNING' });
  });

  test('is refused for a data set that does not exist', async () => {
    await expect(rollBack(own.tracker, 'no-such')).rejects.toMatchObject({ code: 'DATASET_UNKNOWN' });
  });
});
