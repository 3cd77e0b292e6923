import { testDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import {
  addJob,
  forgetEverything,
  liveCodes,
  PLANT_TABLES,
  PLANTS,
  publishPlants,
} from '../testing/plants.ts';
import { inTransaction } from '../transaction.ts';
import { dropOldVersions } from './drop-old-versions.ts';
import { makeLive } from './make-live.ts';
import { readLivePublication } from './read-publication.ts';
import { rollBack } from './roll-back.ts';

let database: Database;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});

beforeEach(() => forgetEverything(database));

const back = () => rollBack(database, PLANTS, PLANT_TABLES, 80);

async function tablesOf(table: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'regpipe'::regnamespace AND relkind = 'r' AND relname ~ ('^' || $1 || '_v[0-9]+$')
      ORDER BY oid`,
    [table],
  );
  return rows.map((row) => row.name);
}

const versions = (...numbers: readonly number[]) => numbers.map((version) => `plant_v${version}`);

describe('going live', () => {
  test('ends the job, tells what is live, and leaves exactly one version so', async () => {
    await publishPlants(database, ['fern']);
    const second = await publishPlants(database, ['fern', 'moss']);
    expect(await liveCodes(database)).toEqual(['fern', 'moss']);
    expect(await readLivePublication(database.pool, PLANTS)).toMatchObject({
      version: second,
      job_id: second,
      live: true,
      row_counts: { plant: 2, plant_use: 2 },
      search_ready: false,
    });
    const { rows } = await database.pool.query('SELECT status FROM etl.etl_job_run ORDER BY id');
    expect(rows).toEqual([{ status: 'success' }, { status: 'success' }]);
  });

  test('is refused to a job that has ended meanwhile, and changes nothing', async () => {
    const live = await publishPlants(database, ['fern']);
    const jobId = await addJob(database);
    const publication = { dataset: PLANTS, jobId, tables: PLANT_TABLES, rowCounts: {}, partial: false };
    expect(await makeLive(database, publication, 80)).toBe('not-wanted');
    expect(await makeLive(database, { ...publication, jobId: live }, 80)).toBe('not-wanted');
    expect(await readLivePublication(database.pool, PLANTS)).toMatchObject({ version: live });
  });
});

describe('rolling back', () => {
  test('shows the version before, whole, and says which', async () => {
    const first = await publishPlants(database, ['fern']);
    await publishPlants(database, ['fern', 'moss']);
    expect(await back()).toEqual({ version: first });
    expect(await liveCodes(database)).toEqual(['fern']);
    const { rows } = await database.pool.query('SELECT count(*) FROM public.plant_use');
    expect(rows).toEqual([{ count: 1 }]);
    expect(await readLivePublication(database.pool, PLANTS)).toMatchObject({ version: first, live: true });
  });

  test('is refused before the first publication, and from the oldest one that is kept', async () => {
    expect(await back()).toBe('no-previous-version');
    await publishPlants(database, ['fern']);
    const live = await publishPlants(database, ['moss']);
    await dropOldVersions(database, PLANTS, PLANT_TABLES, 1);
    expect(await back()).toBe('no-previous-version');
    expect(await readLivePublication(database.pool, PLANTS)).toMatchObject({ version: live });
    expect(await liveCodes(database)).toEqual(['moss']);
  });

  test('twice goes back twice; a later publication goes forward again', async () => {
    const first = await publishPlants(database, ['fern']);
    await publishPlants(database, ['moss']);
    await publishPlants(database, ['reed']);
    await back();
    expect(await back()).toEqual({ version: first });
    await publishPlants(database, ['yew']);
    expect(await liveCodes(database)).toEqual(['yew']);
  });

  test('never goes back to a version that was itself taken back', async () => {
    const good = await publishPlants(database, ['fern']);
    await publishPlants(database, ['bad']);
    await back();
    await publishPlants(database, ['bad again']);
    expect(await back()).toEqual({ version: good });
    expect(await liveCodes(database)).toEqual(['fern']);
  });
});

describe('dropping old versions', () => {
  test('keeps the newest ones and says which are gone', async () => {
    const ids: number[] = [];
    for (const code of ['a', 'b', 'c', 'd']) ids.push(await publishPlants(database, [code]));
    const [first = 0, second = 0, third = 0, fourth = 0] = ids;
    const dropped = await dropOldVersions(database, PLANTS, PLANT_TABLES, 2);
    expect(dropped.sort((a, b) => a - b)).toEqual([first, second]);
    expect(await tablesOf('plant')).toEqual(versions(third, fourth));
    expect(await tablesOf('plant_use')).toHaveLength(2);
    expect(await dropOldVersions(database, PLANTS, PLANT_TABLES, 2)).toEqual([]);
  });

  test('never drops the live one, also when it is an old one after rollbacks', async () => {
    const ids: number[] = [];
    for (const code of ['a', 'b', 'c', 'd']) ids.push(await publishPlants(database, [code]));
    for (let time = 0; time < 3; time += 1) await back();
    const [first = 0, second = 0, third = 0, fourth = 0] = ids;
    const dropped = await dropOldVersions(database, PLANTS, PLANT_TABLES, 2);
    expect(dropped.sort((a, b) => a - b)).toEqual([second, third]);
    expect(await tablesOf('plant')).toEqual(versions(first, fourth));
    expect(await liveCodes(database)).toEqual(['a']);
  });

  test('drops a version that was taken back before an older one that was not', async () => {
    const good = await publishPlants(database, ['good']);
    const bad = await publishPlants(database, ['bad']);
    await back();
    const live = await publishPlants(database, ['better']);
    expect(await dropOldVersions(database, PLANTS, PLANT_TABLES, 2)).toEqual([bad]);
    expect(await tablesOf('plant')).toEqual(versions(good, live));
  });

  test('leaves the tables of a job that loads at this moment alone', async () => {
    await publishPlants(database, ['a']);
    await publishPlants(database, ['b']);
    const loading = await addJob(database);
    await dropOldVersions(database, PLANTS, PLANT_TABLES, 1);
    expect(await tablesOf('plant')).toContain(`plant_v${loading}`);
  });

  test('gives way to a reader that still works on one, and drops it the next time', async () => {
    const old = await publishPlants(database, ['a']);
    await publishPlants(database, ['b']);
    await inTransaction(database, async (reader) => {
      await reader.query(`SELECT count(*) FROM regpipe.plant_v${old}`);
      const dropping = dropOldVersions(database, PLANTS, PLANT_TABLES, 1);
      await expect(dropping).rejects.toMatchObject({ code: '55P03' });
    });
    expect(await tablesOf('plant')).toContain(`plant_v${old}`);
    expect(await dropOldVersions(database, PLANTS, PLANT_TABLES, 1)).toEqual([old]);
  });
});
