import { testDatabase } from '@regpipe/testkit';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { addJob, ledgerPart, recordParts } from '../testing/plants.ts';
import { getJob } from './get-job.ts';
import { recordDeadChunk } from './record-dead-chunk.ts';
import { recordFetchEnd } from './record-fetch.ts';
import { refreshCounts } from './refresh-counts.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

let datasets = 0;
const addOwnJob = () => addJob(database, { dataset: `counts-${(datasets += 1)}` });

async function kill(
  id: number,
  stage: 'transformer' | 'loader',
  chunk: number,
  part: number,
  records: number,
) {
  await recordDeadChunk(database.pool, id, 1, {
    stage,
    chunk,
    part,
    firstLine: 3 + chunk * 10,
    records,
    reason: 'no',
  });
}

describe('the counts of a job', () => {
  test('are the sums of its ledger, however often they are folded', async () => {
    const id = await addOwnJob();
    await recordParts(database, [
      ledgerPart(id, 0, { loaded: 7, failed: 2, blank: 1, warnings: { ODD: 2, OLD: 1 } }),
      ledgerPart(id, 1, { part: 1, parts: 2, records: 6, loaded: 6, warnings: { ODD: 3 } }),
      ledgerPart(id, 1, { part: 2, parts: 2, records: 4, loaded: 1, failed: 3 }),
    ]);
    for (let time = 0; time < 3; time += 1) {
      expect(await refreshCounts(database.pool, id)).toEqual({ accounted: 20, dead: 0, total: null });
    }
    expect(await getJob(database.pool, id)).toMatchObject({
      records_total: null,
      records_processed: 14,
      records_failed: 5,
      records_blank: 1,
      warnings: { ODD: 5, OLD: 1 },
    });
  });

  test('are nothing before the first chunk', async () => {
    const id = await addOwnJob();
    expect(await refreshCounts(database.pool, id)).toEqual({ accounted: 0, dead: 0, total: null });
    expect(await getJob(database.pool, id)).toMatchObject({ records_processed: 0, warnings: {} });
  });

  test('know the total once the source is read', async () => {
    const id = await addOwnJob();
    const end = { chunks: 1, records: 10, bytes: 150, sha256: 'abc', limited: false };
    await recordFetchEnd(database.pool, id, end);
    expect(await refreshCounts(database.pool, id)).toEqual({ accounted: 0, dead: 0, total: 10 });
    expect(await getJob(database.pool, id)).toMatchObject({
      source_sha256: 'abc',
      progress: { total_batches: 1 },
    });
  });

  test('take duplicates, which publishing removes, from what was loaded', async () => {
    const id = await addOwnJob();
    await recordParts(database, [ledgerPart(id, 0)]);
    await database.pool.query('UPDATE etl.etl_job_run SET records_duplicated = 3 WHERE id = $1', [id]);
    await refreshCounts(database.pool, id);
    expect(await getJob(database.pool, id)).toMatchObject({ records_processed: 7, records_duplicated: 3 });
  });

  test('of a job that does not exist are undefined', async () => {
    expect(await refreshCounts(database.pool, 999_999)).toBeUndefined();
  });
});

describe('records in chunks that were given up', () => {
  test('count as failed and are accounted for', async () => {
    const id = await addOwnJob();
    await recordParts(database, [ledgerPart(id, 0, { loaded: 9, failed: 1 })]);
    await kill(id, 'transformer', 1, 1, 10);
    await kill(id, 'loader', 2, 2, 4);
    expect(await refreshCounts(database.pool, id)).toEqual({ accounted: 24, dead: 14, total: null });
    expect(await getJob(database.pool, id)).toMatchObject({ records_processed: 9, records_failed: 15 });
  });

  test('count once when the burial is told twice, and are told of in one line among the rejects', async () => {
    const id = await addOwnJob();
    for (let time = 0; time < 2; time += 1) await kill(id, 'loader', 1, 1, 10);
    expect(await refreshCounts(database.pool, id)).toMatchObject({ accounted: 10, dead: 10 });
    const { rows } = await database.pool.query(
      'SELECT chunk, source_line, error_type, error_message FROM etl.data_import_error WHERE job_id = $1',
      [id],
    );
    expect(rows).toEqual([
      {
        chunk: 1,
        source_line: 13,
        error_type: 'DEAD_CHUNK',
        error_message: expect.stringContaining('10 records from this line on') as string,
      },
    ]);
  });

  test('count as loaded when they were loaded after all', async () => {
    const id = await addOwnJob();
    await kill(id, 'loader', 0, 1, 10);
    await kill(id, 'transformer', 1, 1, 10);
    await recordParts(database, [ledgerPart(id, 0), ledgerPart(id, 1)]);
    expect(await refreshCounts(database.pool, id)).toEqual({ accounted: 20, dead: 0, total: null });
    expect(await getJob(database.pool, id)).toMatchObject({ records_processed: 20, records_failed: 0 });
  });

  test('count for the part that was given up, beside one of the same chunk that was loaded', async () => {
    const id = await addOwnJob();
    await recordParts(database, [ledgerPart(id, 0, { part: 1, parts: 2, records: 6, loaded: 6 })]);
    await kill(id, 'loader', 0, 2, 4);
    expect(await refreshCounts(database.pool, id)).toEqual({ accounted: 10, dead: 4, total: null });
  });

  test('of an attempt before a resume count no more: their chunks are fetched anew', async () => {
    const id = await addOwnJob();
    await database.pool.query('UPDATE etl.etl_job_run SET attempt = 2 WHERE id = $1', [id]);
    await kill(id, 'loader', 0, 1, 10);
    expect(await refreshCounts(database.pool, id)).toMatchObject({ accounted: 0, dead: 0 });
  });

  test('of a job that is not there are no error', async () => {
    await kill(999_999, 'loader', 0, 1, 10);
  });
});

test('progress names the last chunk before the first gap, and the furthest one', async () => {
  const id = await addOwnJob();
  await refreshCounts(database.pool, id);
  const progress = async () => {
    await refreshCounts(database.pool, id);
    return (await getJob(database.pool, id))?.progress;
  };
  await recordParts(database, [ledgerPart(id, 1)]);
  expect(await progress()).toMatchObject({ last_successful_batch: null, current_batch: 1 });
  await recordParts(database, [ledgerPart(id, 0), ledgerPart(id, 2, { parts: 2, records: 5, loaded: 5 })]);
  expect(await progress()).toMatchObject({ last_successful_batch: 1, current_batch: 2 });
  await recordParts(database, [
    ledgerPart(id, 2, { part: 2, parts: 2, records: 5, loaded: 5 }),
    ledgerPart(id, 5),
  ]);
  expect(await progress()).toMatchObject({ last_successful_batch: 2, current_batch: 5 });
});
