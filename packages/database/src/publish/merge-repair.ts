import { type TableDefinition, TerminalError } from '@regpipe/contracts';

import type { Connection, Database } from '../connect-database.ts';
import { refreshCounts } from '../jobs/refresh-counts.ts';
import { GivenUp, inTransactionUnlessGivenUp } from '../transaction.ts';
import { dropRepairTables } from '../versions/drop-repair-tables.ts';
import { quote, repairTable, SOURCE_LINE, versionTable } from '../versions/table-names.ts';
import { countTableRows } from './count-rows.ts';
import { endRepair } from './end-repair.ts';
import { findMainTable } from './repeated-records.ts';
import { settleContested } from './settle-contested.ts';

export interface Repair {
  readonly jobId: number;
  /** The attempt in which it began. */
  readonly repair: number;
  readonly tables: readonly TableDefinition[];
}

/** `not-wanted`: the repair was given up or interrupted meanwhile; nothing has changed. */
export type MergeResult = 'merged' | 'not-wanted';

/**
 * Merges what a repair has brought into its version, which readers use: in one transaction the rows, the rejects, the
 * counts and the end of the job, so that each query sees the version as it was or as it is to be. The job's row is
 * locked last: until then its signs of life get through, and who gives the repair up need not wait.
 *
 * @throws TerminalError COUNT_MISMATCH when the version would not hold what the ledger says; nothing has changed then
 */
export async function mergeRepair(database: Database, repair: Repair): Promise<MergeResult> {
  const { jobId, tables } = repair;
  const result = await inTransactionUnlessGivenUp<MergeResult>(database, async (connection) => {
    const duplicates = await settleContested(connection, tables, jobId, repair.repair);
    for (const table of tables) await moveRows(connection, table, repair);
    const rowCounts: Record<string, number> = {};
    for (const { name } of tables) {
      rowCounts[name] = await countTableRows(connection, versionTable(name, jobId));
    }
    if (!(await takeIn(connection, repair, duplicates))) throw new GivenUp();
    const partial = await checkMerged(connection, repair, rowCounts);
    await endRepair(connection, jobId, partial, rowCounts);
    await dropRepairTables(connection, tables, jobId, repair.repair);
    return 'merged';
  });
  return result ?? 'not-wanted';
}

async function moveRows(
  connection: Connection,
  { name, columns }: TableDefinition,
  { jobId, repair }: Repair,
): Promise<void> {
  const list = [...columns.map((column) => quote(column.name)), SOURCE_LINE].join(', ');
  await connection.query(
    `INSERT INTO ${versionTable(name, jobId)} (${list})
     SELECT ${list} FROM ${repairTable(name, jobId, repair)} ORDER BY ${SOURCE_LINE}`,
  );
}

/** Makes the repair's parts the version's. Gives false when the job is not to be published any more. */
async function takeIn(
  connection: Connection,
  { jobId, repair }: Repair,
  duplicates: number,
): Promise<boolean> {
  const locked = await connection.query(
    `UPDATE etl.etl_job_run SET records_duplicated = records_duplicated + $3
      WHERE id = $1 AND repair = $2 AND status = 'publishing'`,
    [jobId, repair, duplicates],
  );
  if (locked.rowCount === 0) return false;
  await connection.query(
    'UPDATE etl.chunk_ledger SET repair = NULL WHERE job_id = $1 AND repair IS NOT NULL',
    [jobId],
  );
  return true;
}

/** Gives whether chunks are still missing. */
async function checkMerged(
  connection: Connection,
  { jobId, tables }: Repair,
  rowCounts: Readonly<Record<string, number>>,
): Promise<boolean> {
  const folded = await refreshCounts(connection, jobId);
  const { rows } = await connection.query<{ processed: number }>(
    'SELECT records_processed AS processed FROM etl.etl_job_run WHERE id = $1',
    [jobId],
  );
  const stored = rowCounts[findMainTable(tables)?.table.name ?? ''] ?? 0;
  const processed = rows[0]?.processed;
  if (folded?.accounted === folded?.total && stored === processed) return (folded?.dead ?? 0) > 0;
  throw new TerminalError(
    'COUNT_MISMATCH',
    `The repair of job ${jobId} is not merged: ${String(folded?.accounted)} of ${String(folded?.total)} records are ` +
      `accounted for, ${stored} would be stored, and the ledger says ${String(processed)}.`,
    { fields: { jobId } },
  );
}
