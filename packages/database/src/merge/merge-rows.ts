import { type MergeDefinition, type TableDefinition, TerminalError } from '@regpipe/contracts';

import type { Connection, Database } from '../connect-database.ts';
import { findMainTable } from '../publish/repeated-records.ts';
import { GivenUp, inTransactionUnlessGivenUp } from '../transaction.ts';
import { dropVersionTables } from '../versions/drop-version-tables.ts';
import { holdReferences } from './hold-references.ts';
import { noteInactive } from './note-inactive.ts';
import { rejectUnreferenced } from './reject-unreferenced.ts';
import { stagedRows } from './staged-rows.ts';
import { upsertRows } from './upsert-rows.ts';

export interface MergeTask {
  readonly jobId: number;
  readonly tables: readonly TableDefinition[];
  readonly merge: MergeDefinition;
}

/**
 * `not-wanted`: the job was cancelled or interrupted meanwhile. `references-changed`: rows have lost what they refer to since
 * that was settled, and are rejects now; whether the job is still to be merged has to be asked again. In both cases nothing
 * is merged.
 */
export type MergeRowsResult = 'merged' | 'not-wanted' | 'references-changed';

/** Sorting and joining a million rows of some ten bytes in memory. */
const WORK_MEMORY = '64MB';

/**
 * Merges the rows of a job into the live table: in one transaction the rows, the end of the job and the end of the tables in
 * which they have waited, so that readers see all of a file or nothing, and a crash leaves either. The job's row is locked
 * last: until then its signs of life get through, and who cancels it need not wait.
 *
 * @throws TerminalError COUNT_MISMATCH when other rows would be merged than the ledger says; nothing has changed then
 */
export async function mergeRows(database: Database, task: MergeTask): Promise<MergeRowsResult> {
  const result = await inTransactionUnlessGivenUp<MergeRowsResult>(database, async (connection) => {
    await connection.query(`SET LOCAL work_mem = '${WORK_MEMORY}'`);
    if (await lostReferences(connection, task)) return 'references-changed';
    const staged = findMainTable(task.tables)?.table;
    const merged = staged === undefined ? 0 : await upsertRows(connection, task.merge, staged, task.jobId);
    await endJob(connection, task.jobId, merged);
    await dropVersionTables(connection, task.tables, task.jobId);
    return 'merged';
  });
  return result ?? 'not-wanted';
}

/** What was looked up before may be gone; what is held now stays until the rows are in. */
async function lostReferences(
  connection: Connection,
  { jobId, tables, merge: { reference } }: MergeTask,
): Promise<boolean> {
  if (reference === undefined) return false;
  const staged = stagedRows(tables, reference, { id: jobId, mode: 'full' });
  await holdReferences(connection, reference, staged);
  if ((await rejectUnreferenced(connection, reference, staged)) === 0) return false;
  await noteInactive(connection, reference, staged);
  return true;
}

async function endJob(connection: Connection, jobId: number, merged: number): Promise<void> {
  const { rows } = await connection.query<{ processed: number }>(
    `UPDATE etl.etl_job_run
        SET status = 'success', completed_at = clock_timestamp(), heartbeat_at = clock_timestamp()
      WHERE id = $1 AND status = 'publishing'
      RETURNING records_processed AS processed`,
    [jobId],
  );
  const [ended] = rows;
  if (ended === undefined) throw new GivenUp();
  if (ended.processed === merged) return;
  throw new TerminalError(
    'COUNT_MISMATCH',
    `Job ${jobId} is not merged: it has ${merged} rows, and the ledger says ${ended.processed}.`,
    { fields: { jobId } },
  );
}
