import { JOB_STATUSES } from '@regpipe/contracts';
import { testDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { recordChunks } from '../ledger/record-chunks.ts';
import { addJob, forgetEverything, ledgerPart, PLANT_TABLES, setStatus } from '../testing/plants.ts';
import { beginRepair, kill, livePlants, loadPlants, publishPartly, rejectsOf } from '../testing/repairs.ts';
import { inTransaction } from '../transaction.ts';
import { abandonRepair } from './abandon-repair.ts';
import { cancelJob } from './cancel-job.ts';
import { countAsDead } from './count-as-dead.ts';
import { getJob } from './get-job.ts';
import { listDeadChunks } from './list-dead-chunks.ts';
import { listOpenRepairs } from './list-open-repairs.ts';
import { redriveJob } from './redrive-job.ts';
import { refreshCounts } from './refresh-counts.ts';
import { resumeJob } from './resume-job.ts';
import { supersedeJobs } from './supersede-jobs.ts';

const CHUNK_0 = { 3: 'fern', 4: 'moss' };

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});
beforeEach(() => forgetEverything(database));

const accounted = async (id: number) => refreshCounts(database.pool, id);
const repairTables = async (id: number) =>
  (await database.pool.query(`SELECT FROM pg_tables WHERE tablename LIKE '%\\_v' || $1 || '\\_r%'`, [id]))
    .rowCount;

describe('redriving', () => {
  test('queues a partial job whose version is live, whose dead chunks are then waited for', async () => {
    const id = await publishPartly(database, CHUNK_0);
    expect(await accounted(id)).toEqual({ accounted: 20, dead: 10, total: 20 });
    expect(await redriveJob(database, id, PLANT_TABLES)).toBe('queued');
    expect(await getJob(database.pool, id)).toMatchObject({
      status: 'queued',
      attempt: 2,
      repair: 2,
      completed_at: null,
      publication: { live: true },
    });
    expect(await accounted(id)).toEqual({ accounted: 10, dead: 0, total: 20 });
    expect(await repairTables(id)).toBe(2);
    expect(await livePlants(database)).toEqual({ fern: 3, moss: 4 });
    expect(await rejectsOf(database, id)).toContain('13 DEAD_CHUNK');
  });

  test.each(JOB_STATUSES.filter((status) => status !== 'partial'))('a %s job is refused', async (status) => {
    const id = await publishPartly(database, CHUNK_0);
    await setStatus(database, id, status);
    expect(await redriveJob(database, id, PLANT_TABLES)).toBe('not-redrivable');
    expect(await repairTables(id)).toBe(0);
  });

  test('a job whose version is not live, or beside an active one, is refused', async () => {
    const id = await publishPartly(database, CHUNK_0);
    const other = await addJob(database);
    expect(await redriveJob(database, id, PLANT_TABLES)).toBe('another-is-running');
    await setStatus(database, other, 'cancelled');
    await database.pool.query('UPDATE etl.publication SET live = false');
    expect(await redriveJob(database, id, PLANT_TABLES)).toBe('not-redrivable');
    expect(await getJob(database.pool, id)).toMatchObject({ status: 'partial', attempt: 1, repair: null });
  });

  test('twice at once begins one repair', async () => {
    const id = await publishPartly(database, CHUNK_0);
    const results = await Promise.all([1, 2, 3].map(() => redriveJob(database, id, PLANT_TABLES)));
    expect(results.sort()).toEqual(['not-redrivable', 'not-redrivable', 'queued']);
    expect(await getJob(database.pool, id)).toMatchObject({ attempt: 2, repair: 2 });
  });
});

describe('a chunk that is driven again', () => {
  test('counts as dead once more when it dies again, and is told of in one line with its new reason', async () => {
    const id = await publishPartly(database, CHUNK_0);
    await beginRepair(database, id);
    await kill(database, id, 1);
    expect(await accounted(id), 'a fact of the attempt before').toMatchObject({ accounted: 10 });
    for (let time = 0; time < 2; time += 1) await kill(database, id, 2);
    expect(await accounted(id)).toEqual({ accounted: 20, dead: 10, total: 20 });
    const { rows } = await database.pool.query<{ error_message: string }>(
      `SELECT error_message FROM etl.data_import_error WHERE error_type = 'DEAD_CHUNK'`,
    );
    expect(rows).toEqual([{ error_message: expect.stringMatching(/attempt 2$/) as string }]);
  });

  test('counts as dead once more when its letter is gone', async () => {
    const id = await publishPartly(database, CHUNK_0);
    await beginRepair(database, id);
    const dead = await listDeadChunks(database.pool, id);
    expect(dead).toEqual([{ stage: 'loader', chunk: 1, part: 1 }]);
    await countAsDead(database.pool, id, dead);
    expect(await accounted(id)).toEqual({ accounted: 20, dead: 10, total: 20 });
  });

  test('may come through the transformer in parts, of which some are loaded and some die', async () => {
    const id = await publishPartly(database, CHUNK_0, 'transformer');
    const repair = await beginRepair(database, id);
    const parts = { parts: 2, records: 6, lines: 6 };
    await loadPlants(database, id, { 13: 'oak' }, repair, parts);
    expect(await accounted(id)).toEqual({ accounted: 16, dead: 0, total: 20 });
    expect(await listDeadChunks(database.pool, id)).toEqual([{ stage: 'transformer', chunk: 1, part: 1 }]);
    await kill(database, id, 2, { part: 2, records: 4 });
    expect(await accounted(id)).toEqual({ accounted: 20, dead: 4, total: 20 });
    expect(await listDeadChunks(database.pool, id)).toEqual([{ stage: 'loader', chunk: 1, part: 2 }]);

    await abandonRepair(database, id);
    expect(await accounted(id)).toEqual({ accounted: 20, dead: 10, total: 20 });
    expect(await listDeadChunks(database.pool, id)).toHaveLength(2);
  });
});

describe('giving a repair up', () => {
  test.each(['queued', 'running', 'publishing', 'failed', 'interrupted'] as const)(
    'when %s leaves the job partial, with the counts and rejects it had',
    async (status) => {
      const id = await publishPartly(database, CHUNK_0);
      const before = await getJob(database.pool, id);
      const rejects = await rejectsOf(database, id);
      const repair = await beginRepair(database, id);
      await loadPlants(database, id, { 13: 'oak' }, repair);
      await setStatus(database, id, status);
      expect(await abandonRepair(database, id)).toBe(repair);
      const after = await getJob(database.pool, id);
      expect(after).toEqual({
        ...before,
        attempt: 2,
        completed_at: expect.any(String) as string,
        heartbeat_at: after?.heartbeat_at,
        seconds: after?.seconds,
      });
      expect(await rejectsOf(database, id)).toEqual(rejects);
      expect(await abandonRepair(database, id)).toBeUndefined();
    },
  );

  test('waits for a chunk that is being loaded, and one that comes later is not wanted', async () => {
    const id = await publishPartly(database, CHUNK_0);
    const repair = await beginRepair(database, id);
    let given: Promise<unknown> = Promise.resolve();
    await inTransaction(database, async (connection) => {
      const recorded = await recordChunks(connection, [ledgerPart(id, 1)]);
      expect(recorded).toEqual({ results: ['recorded'], repair });
      given = abandonRepair(database, id);
      const blocked = async () =>
        (await database.pool.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount === 1;
      await expect.poll(blocked).toBe(true);
    });
    expect(await given).toBe(repair);
    expect(await accounted(id)).toEqual({ accounted: 20, dead: 10, total: 20 });
    expect((await recordChunks(database.pool, [ledgerPart(id, 1)])).results).toEqual(['not-wanted']);
  });

  test('while its counts are folded keeps those from being written', async () => {
    const id = await publishPartly(database, CHUNK_0);
    const repair = await beginRepair(database, id);
    await loadPlants(database, id, { 13: 'oak' }, repair);
    let folded: Promise<unknown> = Promise.resolve();
    await inTransaction(database, async (giving) => {
      await giving.query(`UPDATE etl.etl_job_run SET status = 'partial', repair = NULL WHERE id = $1`, [id]);
      folded = accounted(id);
      const blocked = async () =>
        (await database.pool.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount === 1;
      await expect.poll(blocked).toBe(true);
    });
    expect(await folded).toBeUndefined();
    expect(await getJob(database.pool, id)).toMatchObject({ records_processed: 2 });
  });

  test('while a chunk is about to be recorded takes that back', async () => {
    const id = await publishPartly(database, CHUNK_0);
    await beginRepair(database, id);
    await inTransaction(database, async (giving) => {
      await giving.query(`UPDATE etl.etl_job_run SET status = 'partial', repair = NULL WHERE id = $1`, [id]);
      const recording = recordChunks(database.pool, [ledgerPart(id, 1)]);
      const blocked = async () =>
        (await database.pool.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount === 1;
      await expect.poll(blocked).toBe(true);
      await giving.query('COMMIT; BEGIN');
      expect((await recording).results).toEqual(['not-wanted']);
    });
    const left = await database.pool.query('SELECT FROM etl.chunk_ledger WHERE chunk = 1');
    expect(left.rowCount).toBe(0);
  });
});

test('an unfinished repair is neither cancelled nor superseded as an unpublished job is', async () => {
  const id = await publishPartly(database, CHUNK_0);
  await beginRepair(database, id);
  expect(await cancelJob(database.pool, id)).toBe(false);
  await setStatus(database, id, 'interrupted');
  expect(await cancelJob(database.pool, id)).toBe(false);
  expect(await listOpenRepairs(database.pool, 'plants')).toEqual([id]);
  const newer = await addJob(database);
  expect(await supersedeJobs(database.pool, 'plants', newer)).toEqual([]);
});

test('resuming one drives again what is not in, also what died meanwhile', async () => {
  const id = await publishPartly(database, CHUNK_0);
  await beginRepair(database, id);
  await kill(database, id, 2);
  await setStatus(database, id, 'failed');
  expect(await resumeJob(database, id, 30_000)).toBe('resumed');
  expect(await getJob(database.pool, id)).toMatchObject({ status: 'queued', attempt: 3, repair: 2 });
  expect(await accounted(id)).toEqual({ accounted: 10, dead: 0, total: 20 });
  expect(await rejectsOf(database, id)).toContain('13 DEAD_CHUNK');
});
