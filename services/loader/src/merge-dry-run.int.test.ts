import { type Database, getJob } from '@regpipe/database';
import { testDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

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

const BEFORE = ['ann 1 1', 'ben 2 2'];

beforeEach(async () => {
  await resetUsers(database, 'ann', 'ben', 'cat', '-dan');
  await database.pool.query(
    `INSERT INTO public.user_statistics VALUES ('ann', 1, 1, '2020-01-01'), ('ben', 2, 2, '2020-01-01')`,
  );
});

describe('a dry run', () => {
  const records: StatisticsRecord[] = [
    ['ann', 10, 11],
    ['zoe', 1, 1],
    ['dan', 1, 1],
    ['ann', 2, 2],
  ];

  test('counts what a job would do, and merges nothing', async () => {
    const jobId = await prepareStatistics(database, records, { mode: 'dry-run', accepted: true });
    expect(await merge(database, jobId)).toBe('counted');
    expect(await getJob(database.pool, jobId)).toMatchObject({
      status: 'success',
      records_processed: 2,
      records_failed: 1,
      records_duplicated: 1,
      warnings: { USER_INACTIVE: 1 },
    });
    expect(await notesOf(database, jobId)).toEqual([
      '3 USER_NOT_FOUND zoe',
      '4 USER_INACTIVE dan',
      '5 DUPLICATE ann',
    ]);
    expect(await liveStatistics(database)).toEqual(BEFORE);
    expect(await waitingTables(database)).toEqual([]);
  });

  test('says where too many rows would fail, and is over then', async () => {
    const jobId = await prepareStatistics(database, records, { mode: 'dry-run' });
    expect(await merge(database, jobId)).toBe('counted');
    expect(await getJob(database.pool, jobId)).toMatchObject({
      status: 'failed',
      error_code: 'TOLERANCE_EXCEEDED',
      discarded_at: expect.any(String) as string,
    });
  });

  test('of a file that is wrong as a whole fails like its job', async () => {
    const bad: StatisticsRecord[] = [...records, { reject: 'USER_ID_MISSING' }];
    const jobId = await prepareStatistics(database, bad, { mode: 'dry-run', accepted: true });
    await expect(merge(database, jobId)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});
