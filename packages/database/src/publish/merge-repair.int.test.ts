import { testDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { getJob } from '../jobs/get-job.ts';
import { refreshCounts } from '../jobs/refresh-counts.ts';
import { forgetEverything, PLANT_TABLES, setStatus } from '../testing/plants.ts';
import {
  beginRepair,
  kill,
  livePlants,
  loadPlants,
  type PlantLines,
  publishPartly,
  rejectsOf,
} from '../testing/repairs.ts';
import { mergeRepair } from './merge-repair.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});
beforeEach(() => forgetEverything(database));

/** A repair that has brought chunk 1 with these plants, and waits for its merge. */
async function prepareRepair(chunk0: PlantLines, chunk1: PlantLines) {
  const jobId = await publishPartly(database, chunk0);
  const repair = await beginRepair(database, jobId);
  await loadPlants(database, jobId, chunk1, repair);
  await refreshCounts(database.pool, jobId);
  await setStatus(database, jobId, 'publishing');
  return { jobId, repair, tables: PLANT_TABLES };
}

test('adds what was missing to the version, and ends the job with the counts of an undisturbed one', async () => {
  const repair = await prepareRepair({ 3: 'fern', 4: 'moss' }, { 13: 'oak', 20: 'elm' });
  const { jobId } = repair;
  expect(await livePlants(database)).toEqual({ fern: 3, moss: 4 });
  expect(await mergeRepair(database, repair)).toBe('merged');
  expect(await livePlants(database)).toEqual({ fern: 3, moss: 4, oak: 13, elm: 20 });
  expect(await getJob(database.pool, jobId)).toMatchObject({
    status: 'success',
    repair: null,
    records_total: 20,
    records_processed: 4,
    records_failed: 16,
    records_duplicated: 0,
    completed_at: expect.any(String) as string,
    publication: { live: true, row_counts: { plant: 4, plant_use: 4 } },
  });
  expect((await rejectsOf(database, jobId)).filter((text) => text.includes('DEAD'))).toEqual([]);
  const left = await database.pool.query(
    `SELECT FROM etl.dead_chunk UNION ALL SELECT FROM pg_tables WHERE tablename LIKE '%\\_r2'`,
  );
  expect(left.rowCount).toBe(0);
  expect(await mergeRepair(database, repair).catch(() => 'its tables are gone')).not.toBe('merged');
});

test.each([
  [
    'in the version, before it',
    { 3: 'fern' },
    { 13: 'fern', 14: 'oak' },
    { fern: 3, oak: 14 },
    ['13 DUPLICATE'],
  ],
  ['twice in the repair', { 3: 'fern' }, { 13: 'oak', 15: 'oak' }, { fern: 3, oak: 13 }, ['15 DUPLICATE']],
])(
  'of a key that stands %s the first in the source stays',
  async (_where, chunk0, chunk1, live, duplicates) => {
    const repair = await prepareRepair(chunk0, chunk1);
    expect(await mergeRepair(database, repair)).toBe('merged');
    expect(await livePlants(database)).toEqual(live);
    const rejects = await rejectsOf(database, repair.jobId);
    expect(rejects.filter((text) => text.endsWith('DUPLICATE'))).toEqual(duplicates);
    expect(await getJob(database.pool, repair.jobId)).toMatchObject({
      status: 'success',
      records_processed: 2,
      records_failed: 17,
      records_duplicated: 1,
    });
  },
);

test('a row of the version gives way to one before it, and what was said of it is corrected', async () => {
  const repair = await prepareRepair({ 3: 'moss', 4: 'fern' }, { 13: 'oak' });
  const { jobId } = repair;
  // As if the chunk that died stood before the one that is live.
  await database.pool.query(
    `UPDATE regpipe.plant_v${jobId}_r2 SET code = 'fern', source_line = 2, name = 'of line 2';
     UPDATE regpipe.plant_use_v${jobId}_r2 SET plant_code = 'fern', source_line = 2, use = 'use of line 2';
     INSERT INTO etl.data_import_error (job_id, source_line, error_type, error_message, raw_data)
     VALUES (${jobId}, 9, 'DUPLICATE', 'The key fern stands in line 4 already; that record is kept.', '')`,
  );
  expect(await mergeRepair(database, repair)).toBe('merged');
  expect(await livePlants(database)).toEqual({ moss: 3, fern: 2 });
  const { rows } = await database.pool.query(
    `SELECT source_line, error_message FROM etl.data_import_error WHERE error_type = 'DUPLICATE' ORDER BY 1`,
  );
  const error_message = 'The key fern stands in line 2 already; that record is kept.';
  expect(rows).toEqual([
    { source_line: 4, error_message },
    { source_line: 9, error_message },
  ]);
});

test('a chunk that died again leaves the job partial', async () => {
  const jobId = await publishPartly(database, { 3: 'fern' });
  const repair = await beginRepair(database, jobId);
  await kill(database, jobId, 2);
  await setStatus(database, jobId, 'publishing');
  expect(await mergeRepair(database, { jobId, repair, tables: PLANT_TABLES })).toBe('merged');
  expect(await getJob(database.pool, jobId)).toMatchObject({ status: 'partial', records_failed: 19 });
  expect(await livePlants(database)).toEqual({ fern: 3 });
  expect(await rejectsOf(database, jobId)).toContain('13 DEAD_CHUNK');
});

test.each([
  ['rows are missing in the repair', 'DELETE FROM regpipe.plant_use_v$_r2; DELETE FROM regpipe.plant_v$_r2'],
  ['a chunk is missing in the ledger', 'DELETE FROM etl.chunk_ledger WHERE chunk = 1'],
])('when %s nothing changes: COUNT_MISMATCH', async (_what, damage) => {
  const repair = await prepareRepair({ 3: 'fern' }, { 13: 'oak' });
  await database.pool.query(damage.replaceAll('$', String(repair.jobId)));
  const before = await getJob(database.pool, repair.jobId);
  await expect(mergeRepair(database, repair)).rejects.toMatchObject({ code: 'COUNT_MISMATCH' });
  expect(await livePlants(database)).toEqual({ fern: 3 });
  expect(await getJob(database.pool, repair.jobId)).toEqual({
    ...before,
    seconds: expect.any(Number) as number,
  });
});

test.each(['partial', 'interrupted', 'failed'] as const)(
  'a job that is %s by then is left alone',
  async (status) => {
    const repair = await prepareRepair({ 3: 'fern' }, { 13: 'oak' });
    await setStatus(database, repair.jobId, status);
    expect(await mergeRepair(database, repair)).toBe('not-wanted');
    expect(await livePlants(database)).toEqual({ fern: 3 });
    const kept = await database.pool.query(`SELECT FROM regpipe.plant_v${repair.jobId}_r2`);
    expect(kept.rowCount).toBe(1);
  },
);
