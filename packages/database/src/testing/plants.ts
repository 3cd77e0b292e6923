import type { CleanChunk, JobStatus, TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { changeStatus } from '../jobs/change-status.ts';
import { createJob, type NewJob } from '../jobs/create-job.ts';
import { recordChunk } from '../ledger/record-chunks.ts';
import { buildConstraints } from '../publish/build-constraints.ts';
import { countRows } from '../publish/count-rows.ts';
import { makeLive } from '../publish/make-live.ts';
import { SOURCE_LINE, versionTable } from '../versions/table-names.ts';

export const PLANTS = 'plants';

/** A main table and one beside it, with every kind of key. */
export const PLANT_TABLES: readonly TableDefinition[] = [
  {
    name: 'plant',
    columns: [
      { name: 'code', sql: 'text NOT NULL' },
      { name: 'name', sql: 'text' },
    ],
    written: ['code', 'name'],
    primaryKey: ['code'],
    recordKey: 0,
  },
  {
    name: 'plant_use',
    columns: [
      { name: 'plant_code', sql: 'text NOT NULL' },
      { name: 'use', sql: 'text NOT NULL' },
    ],
    written: ['plant_code', 'use'],
    unique: [['plant_code', 'use']],
    indexes: [['use']],
    references: { columns: ['plant_code'], table: 'plant', foreign: ['code'] },
    belongsTo: 'plant_code',
  },
];

/** Drops every job, publication and version, so that tests may share a database. (A copy of their own takes 0.3 s.) */
export async function forgetEverything(database: Database): Promise<void> {
  const views = PLANT_TABLES.map((table) => `public.${table.name}`).join(', ');
  await database.pool.query(
    `DROP VIEW IF EXISTS ${views} CASCADE;
     TRUNCATE etl.etl_job_run CASCADE;
     DO $do$ DECLARE version text; BEGIN
       FOR version IN SELECT oid::regclass FROM pg_class WHERE relname ~ '_v[0-9]+(_r[0-9]+)?$' AND relkind = 'r'
       LOOP EXECUTE 'DROP TABLE ' || version || ' CASCADE'; END LOOP;
     END $do$`,
  );
}

export function newJob(changes: Partial<NewJob> = {}): NewJob {
  return {
    dataset: PLANTS,
    mode: 'full',
    source: '/data/plants.csv',
    chunkBytes: 65_536,
    chunkRecords: null,
    recordLimit: null,
    forced: false,
    accepted: false,
    tables: PLANT_TABLES,
    ...changes,
  };
}

/** A queued job; gives its id. */
export async function addJob(database: Database, changes: Partial<NewJob> = {}): Promise<number> {
  const result = await createJob(database, newJob(changes));
  if ('created' in result) return result.created;
  throw new Error(`The job was not created: ${JSON.stringify(result)}`);
}

/** Puts a job into a state, from whatever state it is in. */
export async function setStatus(database: Database, jobId: number, status: JobStatus): Promise<void> {
  await database.pool.query('UPDATE etl.etl_job_run SET status = $2 WHERE id = $1', [jobId, status]);
}

/** A job of a data set of its own in some state. */
export async function addJobIn(database: Database, status: JobStatus, dataset: string): Promise<number> {
  const id = await addJob(database, { dataset });
  await setStatus(database, id, status);
  return id;
}

/** One part of chunk `chunk`, of ten records and lines and a hundred bytes a chunk, all loaded. */
export function ledgerPart(jobId: number, chunk: number, changes: Partial<CleanChunk> = {}): CleanChunk {
  return {
    jobId,
    dataset: PLANTS,
    attempt: 1,
    mode: 'full',
    chunk,
    part: 1,
    parts: 1,
    firstRecord: chunk * 10,
    records: 10,
    firstLine: 3 + chunk * 10,
    lines: 10,
    byteOffset: 50 + chunk * 100,
    rawBytes: 100,
    crc32: 4_000_000_000 + chunk,
    loaded: 10,
    failed: 0,
    blank: 0,
    warnings: {},
    sections: [],
    ...changes,
  };
}

/** Notes parts in the ledger, as loaders do that have loaded them. */
export async function recordParts(database: Database, parts: readonly CleanChunk[]): Promise<void> {
  for (const part of parts) {
    const result = await recordChunk(database.pool, part);
    if (result !== 'recorded') throw new Error(`Chunk ${part.chunk} is ${result}.`);
  }
}

/** Rows of these plants, one source line each, every one used as food. */
export async function addPlants(
  database: Database,
  version: number,
  codes: readonly string[],
): Promise<void> {
  await database.pool.query(
    `INSERT INTO ${versionTable('plant', version)} (code, name, ${SOURCE_LINE})
     SELECT code, 'plant ' || code, 2 + line FROM unnest($1::text[]) WITH ORDINALITY AS p (code, line)`,
    [codes],
  );
  await database.pool.query(
    `INSERT INTO ${versionTable('plant_use', version)} (plant_code, use, ${SOURCE_LINE})
     SELECT code, 'food', 2 + line FROM unnest($1::text[]) WITH ORDINALITY AS p (code, line)`,
    [codes],
  );
}

/** A version that is ready for its swap; gives its number. */
export async function preparePlants(database: Database, codes: readonly string[]): Promise<number> {
  const version = await addJob(database);
  await addPlants(database, version, codes);
  await buildConstraints(database, PLANT_TABLES, version);
  await changeStatus(database.pool, { jobId: version, from: ['queued'], to: 'publishing' });
  return version;
}

/** The swap itself. */
export async function swapPlants(database: Database, version: number, lockTimeoutMs = 80): Promise<void> {
  const rowCounts = await countRows(database, PLANT_TABLES, version);
  const publication = { dataset: PLANTS, jobId: version, tables: PLANT_TABLES, rowCounts, partial: false };
  const result = await makeLive(database, publication, lockTimeoutMs);
  if (result !== 'live') throw new Error(`Version ${version} is ${result}.`);
}

export async function publishPlants(database: Database, codes: readonly string[]): Promise<number> {
  const version = await preparePlants(database, codes);
  await swapPlants(database, version);
  return version;
}

/** The codes that readers of the live view see. */
export async function liveCodes(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ code: string }>('SELECT code FROM public.plant ORDER BY code');
  return rows.map((row) => row.code);
}
