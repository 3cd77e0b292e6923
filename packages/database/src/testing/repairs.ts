import type { CleanChunk } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { changeStatus } from '../jobs/change-status.ts';
import { recordDeadChunk } from '../jobs/record-dead-chunk.ts';
import { recordFetchEnd } from '../jobs/record-fetch.ts';
import { redriveJob } from '../jobs/redrive-job.ts';
import { refreshCounts } from '../jobs/refresh-counts.ts';
import { buildConstraints } from '../publish/build-constraints.ts';
import { countRows } from '../publish/count-rows.ts';
import { makeLive } from '../publish/make-live.ts';
import { repairTable, SOURCE_LINE, versionTable } from '../versions/table-names.ts';
import { addJob, ledgerPart, PLANT_TABLES, PLANTS, recordParts } from './plants.ts';

/*
 * A partial job of the plants: chunk 0 with lines 3 to 12 is live, chunk 1 with lines 13 to 22 is dead.
 */

/** The plant of each line. */
export type PlantLines = Readonly<Record<number, string>>;

type Place = (table: string) => string;

/** Notes that a chunk, or a part of one, died. */
export async function kill(
  database: Database,
  jobId: number,
  attempt: number,
  dead: { readonly stage?: 'transformer' | 'loader'; readonly part?: number; readonly records?: number } = {},
): Promise<void> {
  const { stage = 'loader', part = 1, records = 10 } = dead;
  const firstLine = part === 1 ? 13 : 19;
  const facts = { stage, chunk: 1, part, firstLine, records, reason: `attempt ${attempt}` };
  await recordDeadChunk(database.pool, jobId, attempt, facts);
}

/** Publishes chunk 0 with these plants; the records of its other lines are rejects. Gives the job's id. */
export async function publishPartly(
  database: Database,
  plants: PlantLines,
  stage: 'transformer' | 'loader' = 'loader',
): Promise<number> {
  const jobId = await addJob(database);
  await loadPlants(database, jobId, plants);
  await kill(database, jobId, 1, { stage });
  await recordFetchEnd(database.pool, jobId, {
    chunks: 2,
    records: 20,
    bytes: 200,
    sha256: null,
    limited: false,
  });
  await refreshCounts(database.pool, jobId);
  await buildConstraints(database, PLANT_TABLES, jobId);
  await changeStatus(database.pool, { jobId, from: ['queued'], to: 'publishing' });
  const rowCounts = await countRows(database, PLANT_TABLES, jobId);
  const publication = { dataset: PLANTS, jobId, tables: PLANT_TABLES, rowCounts, partial: true };
  const result = await makeLive(database, publication, 80);
  if (result !== 'live') throw new Error(`Job ${jobId} is ${result}.`);
  return jobId;
}

/** Begins the job's repair; gives its number. */
export async function beginRepair(database: Database, jobId: number): Promise<number> {
  const result = await redriveJob(database, jobId, PLANT_TABLES);
  if (result !== 'queued') throw new Error(`Job ${jobId} is ${result}.`);
  const { rows } = await database.pool.query<{ repair: number }>(
    'SELECT repair FROM etl.etl_job_run WHERE id = $1',
    [jobId],
  );
  return rows[0]?.repair ?? 0;
}

/** Loads chunk 0 of a version or, given a repair, chunk 1 or a part of it: rows, rejects and ledger. */
export async function loadPlants(
  database: Database,
  jobId: number,
  plants: PlantLines,
  repair?: number,
  changes: Partial<CleanChunk> = {},
): Promise<void> {
  const chunk = repair === undefined ? 0 : 1;
  const loaded = Object.keys(plants).length;
  const part = ledgerPart(jobId, chunk, changes);
  await recordParts(database, [{ ...part, loaded, failed: part.records - loaded }]);
  const place: Place = (table) =>
    repair === undefined ? versionTable(table, jobId) : repairTable(table, jobId, repair);
  for (let line = part.firstLine; line < part.firstLine + part.lines; line += 1) {
    const code = plants[line];
    if (code === undefined) await addReject(database, jobId, chunk, line);
    else await addPlant(database, place, code, line);
  }
}

async function addPlant({ pool }: Database, place: Place, code: string, line: number): Promise<void> {
  await pool.query(`INSERT INTO ${place('plant')} (code, name, ${SOURCE_LINE}) VALUES ($1, $2, $3)`, [
    code,
    `of line ${line}`,
    line,
  ]);
  await pool.query(
    `INSERT INTO ${place('plant_use')} (plant_code, use, ${SOURCE_LINE}) VALUES ($1, $2, $3)`,
    [code, `use of line ${line}`, line],
  );
}

async function addReject({ pool }: Database, jobId: number, chunk: number, line: number): Promise<void> {
  await pool.query(
    `INSERT INTO etl.data_import_error (job_id, chunk, source_line, error_type, error_message, raw_data)
     VALUES ($1, $2, $3, 'WILTED', 'No good.', 'raw')`,
    [jobId, chunk, line],
  );
}

/** What readers see: each plant with the line that its name and its use come from. */
export async function livePlants({ pool }: Database): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ code: string; name: string; use: string }>(
    'SELECT code, name, use FROM public.plant LEFT JOIN public.plant_use ON plant_code = code ORDER BY code',
  );
  const lineOf = (text: string) => Number(/line (\d+)/.exec(text)?.[1]);
  for (const { code, name, use } of rows) {
    if (lineOf(name) !== lineOf(use)) throw new Error(`${code} has the use of another line.`);
  }
  return Object.fromEntries(rows.map(({ code, name }) => [code, lineOf(name)]));
}

/** The rejects of a job, by line. */
export async function rejectsOf({ pool }: Database, jobId: number): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `SELECT source_line || ' ' || error_type AS text FROM etl.data_import_error WHERE job_id = $1
      ORDER BY source_line, error_type`,
    [jobId],
  );
  return rows.map((row) => row.text);
}
