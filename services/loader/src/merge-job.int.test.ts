import type { PublishStep } from '@regpipe/contracts';
import {
  cancelJob,
  type Database,
  getJob,
  recordDeadChunk,
  refreshCounts,
  resumeJob,
} from '@regpipe/database';
import { testDatabase, until } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { endFetch } from './testing/registrations.ts';
import {
  liveStatistics,
  merge,
  notesOf,
  prepareStatistics,
  resetUsers,
  type StatisticsRecord,
  waitingTables,
} from './testing/user-statistics.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

const USERS = ['ann', 'ben', 'cat', '-dan'];

beforeEach(async () => {
  await resetUsers(database, ...USERS);
  for (const table of await waitingTables(database)) await database.pool.query(`DROP TABLE regpipe.${table}`);
  await database.pool.query(
    `INSERT INTO public.user_statistics VALUES ('ann', 1, 1, '2020-01-01'), ('ben', 2, 2, '2020-01-01')`,
  );
});

const BEFORE = ['ann 1 1', 'ben 2 2'];

async function counts(jobId: number) {
  const job = await getJob(database.pool, jobId);
  return {
    status: job?.status,
    processed: job?.records_processed,
    failed: job?.records_failed,
    duplicated: job?.records_duplicated,
    warnings: job?.warnings,
  };
}

/** As many sound records as asked for, of users that exist. */
async function soundRecords(amount: number): Promise<StatisticsRecord[]> {
  const names = Array.from({ length: amount }, (_, index) => `user-${index}`);
  await database.pool.query('INSERT INTO public.users (user_id) SELECT unnest($1::text[])', [names]);
  return names.map((name) => [name, 7, 7]);
}

const ACCEPTED = { accepted: true };

describe('a file whose records are all in', () => {
  test('is merged: known users get its values, new ones a row, all others stay as they are', async () => {
    const jobId = await prepareStatistics(database, [
      ['ann', 10, 11],
      ['cat', 30, 31],
    ]);
    expect(await merge(database, jobId)).toBe('published');
    expect(await liveStatistics(database)).toEqual(['ann 10 11', 'ben 2 2', 'cat 30 31']);
    const { rows } = await database.pool.query(
      `SELECT user_id FROM public.user_statistics WHERE updated_at > now() - interval '1 minute' ORDER BY user_id`,
    );
    expect(rows).toEqual([{ user_id: 'ann' }, { user_id: 'cat' }]);
    expect(await counts(jobId)).toEqual({
      status: 'success',
      processed: 2,
      failed: 0,
      duplicated: 0,
      warnings: {},
    });
    expect(await waitingTables(database)).toEqual([]);
  });

  test('takes its steps in order, and has no publication', async () => {
    const steps: PublishStep[] = [];
    const jobId = await prepareStatistics(database, [['ann', 10, 11]]);
    await merge(database, jobId, {
      onStep: async (step) => {
        steps.push(step);
        expect((await getJob(database.pool, jobId))?.progress?.publish_step).toBe(step);
        expect(await liveStatistics(database)).toEqual(BEFORE);
      },
    });
    expect(steps).toEqual(['duplicates', 'references', 'checks', 'merge']);
    expect(await getJob(database.pool, jobId)).toMatchObject({ load: 'merge', publication: null });
  });

  test('may be delivered again, and is merged once', async () => {
    const jobId = await prepareStatistics(database, [['ann', 10, 11]]);
    await merge(database, jobId);
    await database.pool.query(`UPDATE public.user_statistics SET login_count = 99 WHERE user_id = 'ann'`);
    expect(await merge(database, jobId)).toBe('not-wanted');
    expect(await liveStatistics(database)).toEqual(['ann 99 11', 'ben 2 2']);
  });

  test('may be empty', async () => {
    const jobId = await prepareStatistics(database, []);
    expect(await merge(database, jobId)).toBe('published');
    expect(await liveStatistics(database)).toEqual(BEFORE);
  });
});

describe('a row', () => {
  test('that repeats a user gives way to the first, one without a user is reported, one of an inactive user is merged', async () => {
    const jobId = await prepareStatistics(
      database,
      [
        ['ann', 10, 11],
        ['zoe', 1, 1],
        ['ann', 12, 13],
        ['dan', 40, 41],
      ],
      ACCEPTED,
    );
    expect(await merge(database, jobId)).toBe('published');
    expect(await liveStatistics(database)).toEqual(['ann 10 11', 'ben 2 2', 'dan 40 41']);
    expect(await notesOf(database, jobId)).toEqual([
      '3 USER_NOT_FOUND {"user_id": "zoe", "post_count": 1, "login_count": 1}',
      '4 DUPLICATE {"user_id": "ann", "post_count": 13, "login_count": 12}',
      '5 USER_INACTIVE {"user_id": "dan", "post_count": 41, "login_count": 40}',
    ]);
    const counted = {
      status: 'success',
      processed: 2,
      failed: 1,
      duplicated: 1,
      warnings: { USER_INACTIVE: 1 },
    };
    expect(await counts(jobId)).toEqual(counted);
    // Facts that come late have the ledger summed up again.
    await refreshCounts(database.pool, jobId);
    expect(await counts(jobId)).toEqual(counted);
  });

  test('whose user is deleted after the checks becomes a reject, and the others are merged', async () => {
    const jobId = await prepareStatistics(
      database,
      [
        ['ann', 10, 11],
        ['cat', 30, 31],
        ['dan', 40, 41],
      ],
      ACCEPTED,
    );
    const steps: PublishStep[] = [];
    const result = await merge(database, jobId, {
      onStep: async (step) => {
        steps.push(step);
        if (steps.length === 4)
          await database.pool.query(`DELETE FROM public.users WHERE user_id IN ('cat', 'dan')`);
      },
    });
    expect(result).toBe('published');
    expect(steps).toEqual(['duplicates', 'references', 'checks', 'merge', 'checks', 'merge']);
    expect(await liveStatistics(database)).toEqual(['ann 10 11', 'ben 2 2']);
    expect(await counts(jobId)).toMatchObject({ status: 'success', processed: 1, failed: 2, warnings: {} });
    expect((await notesOf(database, jobId)).map((note) => note.split(' {')[0])).toEqual([
      '3 USER_NOT_FOUND',
      '4 USER_NOT_FOUND',
    ]);
  });

  test('keeps its user from being deleted until it is merged', async () => {
    const jobId = await prepareStatistics(database, [['cat', 30, 31]]);
    const blocker = await database.pool.connect();
    // Readers of the live table go on, so only a writer of the same row can hold the merge up.
    await blocker.query(`BEGIN; INSERT INTO public.user_statistics VALUES ('cat', 0, 0, now())`);
    const merging = merge(database, jobId);
    const waiting = async () => {
      const { rows } = await database.pool.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO "public"."user_statistics"%'
            AND datname = current_database()`,
      );
      return rows.length === 1;
    };
    await until(waiting, 'the merge to wait');
    const deleting = database.pool
      .query(`DELETE FROM public.users WHERE user_id = 'cat'`)
      .catch((error: unknown) => error);
    await blocker.query('ROLLBACK');
    blocker.release();
    expect(await merging).toBe('published');
    expect(await deleting).toMatchObject({ code: '23503' });
    expect(await liveStatistics(database)).toEqual([...BEFORE, 'cat 30 31']);
  });
});

describe('nothing of a file is merged', () => {
  test('when one of its rows is not what it should be: the message names the first of them', async () => {
    const bad = Array.from({ length: 7 }, (): StatisticsRecord => ({ reject: 'COUNT_INVALID' }));
    const jobId = await prepareStatistics(database, [['ann', 10, 11], ...bad], ACCEPTED);
    await expect(merge(database, jobId)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      message: expect.stringMatching(
        /: 7 rows are not what the file should hold \(line 3: No good; .*line 7: No good; and 2 more\)\.$/,
      ) as string,
    });
    expect(await liveStatistics(database)).toEqual(BEFORE);
  });

  test('when chunks of it are dead, accepted or not', async () => {
    const jobId = await prepareStatistics(database, [['ann', 10, 11]], { ...ACCEPTED, moreRecords: 7 });
    const dead = { stage: 'loader', chunk: 1, part: 1, firstLine: 103, records: 7, reason: 'no' } as const;
    await recordDeadChunk(database.pool, jobId, 1, dead);
    await expect(merge(database, jobId)).rejects.toMatchObject({ code: 'CHUNKS_DEAD' });
    expect(await liveStatistics(database)).toEqual(BEFORE);
  });

  test.each([
    [5, 100, 'published'],
    [6, 100, 'TOLERANCE_EXCEEDED'],
    [6, 119, 'TOLERANCE_EXCEEDED'],
    [6, 120, 'published'],
  ])('when too many rows have failed: %i of %i is %s', async (failed, records, expected) => {
    const unknown = Array.from({ length: failed }, (_, n): StatisticsRecord => [`nobody-${n}`, 1, 1]);
    const jobId = await prepareStatistics(database, [...(await soundRecords(records - failed)), ...unknown]);
    const result = await merge(database, jobId).catch((error: unknown) => (error as { code: string }).code);
    expect(result).toBe(expected);
    const live = await liveStatistics(database);
    expect(live).toHaveLength(expected === 'published' ? 2 + records - failed : 2);
    expect(await counts(jobId)).toMatchObject({ processed: records - failed, failed });
  });

  test('but what is accepted is merged when the job goes on', async () => {
    const jobId = await prepareStatistics(database, [
      ['ann', 10, 11],
      ['zoe', 1, 1],
    ]);
    await expect(merge(database, jobId)).rejects.toMatchObject({ code: 'TOLERANCE_EXCEEDED' });
    await database.pool.query(
      `UPDATE etl.etl_job_run SET status = 'failed', error_code = 'TOLERANCE_EXCEEDED' WHERE id = $1`,
      [jobId],
    );
    expect(await resumeJob(database, jobId, 0, true)).toBe('resumed');
    await endFetch(database, jobId, 2);
    const again = async () => merge(database, jobId);
    let result = await again();
    // The lock of the one that failed goes with its connection, which takes a moment.
    await until(async () => result !== 'busy' || (result = await again()) !== 'busy', 'the lock');
    expect(result).toBe('published');
    expect(await liveStatistics(database)).toEqual(['ann 10 11', 'ben 2 2']);
    expect(await counts(jobId)).toMatchObject({ status: 'success', processed: 1, failed: 1 });
  });

  test('when its job is cancelled at the last moment', async () => {
    const jobId = await prepareStatistics(database, [['ann', 10, 11]]);
    const result = await merge(database, jobId, {
      onStep: async (step) => {
        if (step === 'merge') await cancelJob(database.pool, jobId);
      },
    });
    expect(result).toBe('not-wanted');
    expect(await liveStatistics(database)).toEqual(BEFORE);
    expect(await counts(jobId)).toMatchObject({ status: 'cancelled' });
    // Its own end drops them: who cancels sends the command.
    expect(await waitingTables(database)).toEqual([`user_statistics_v${jobId}`]);
  });

  test('when the waiting rows are not those of the ledger', async () => {
    const jobId = await prepareStatistics(database, [
      ['ann', 10, 11],
      ['ben', 20, 21],
    ]);
    await database.pool.query(`DELETE FROM regpipe.user_statistics_v${jobId} WHERE user_id = 'ben'`);
    await expect(merge(database, jobId)).rejects.toMatchObject({ code: 'COUNT_MISMATCH' });
    expect(await liveStatistics(database)).toEqual(BEFORE);
  });
});
