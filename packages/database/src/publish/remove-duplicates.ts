import type { TableDefinition } from '@regpipe/contracts';

import type { Connection, Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { SOURCE_LINE, versionTable } from '../versions/table-names.ts';
import {
  findMainTable,
  keptText,
  type RejectedFrom,
  rejectRepeated,
  removeBelonging,
} from './repeated-records.ts';
import { sortMemory } from './sort-memory.ts';

/**
 * Removes records that repeat a key, with the rows that belong to them; the first in the source stays. Each is kept as
 * DUPLICATE in `etl.data_import_error`. One transaction, so a second run finds nothing and counts nothing twice.
 *
 * Looking before the primary key is built takes about a second for 1.6 million rows; letting the key fail, cleaning up
 * and building it again took three times that.
 *
 * @returns how many records were removed
 */
export async function removeDuplicates(
  database: Database,
  tables: readonly TableDefinition[],
  jobId: number,
): Promise<number> {
  const main = findMainTable(tables);
  if (main === undefined) return 0;
  const from = { table: versionTable(main.table.name, jobId), key: main.key, kept: keptText(main.table) };
  return removeRepeated(database, jobId, from, async (connection) => {
    for (const table of tables.filter((one) => one.belongsTo !== undefined))
      await removeBelonging(connection, versionTable(table.name, jobId), table);
  });
}

/** The same for a dry run: its records are known by their keys only. */
export async function countRepeatedKeys(database: Database, table: string, jobId: number): Promise<number> {
  return removeRepeated(database, jobId, { table, key: 'key', kept: 't.key' }, () => Promise.resolve());
}

/** @param before removes what belongs to the repeated records, while they are still there */
async function removeRepeated(
  database: Database,
  jobId: number,
  from: RejectedFrom,
  before: (connection: Connection) => Promise<void>,
): Promise<number> {
  return inTransaction(database, async (connection) => {
    if ((await collectRepeated(connection, from)) === 0) return 0;
    await before(connection);
    const removed = await rejectRepeated(connection, jobId, from);
    await countDuplicates(connection, jobId, removed);
    return removed;
  });
}

async function collectRepeated(
  connection: Connection,
  from: Pick<RejectedFrom, 'table' | 'key'>,
): Promise<number> {
  // By sorting: hashing as many groups as there are rows took twice as long. And by one process: as nearly every group is
  // one row, workers would only hand all rows on, for twice the CPU in the same time.
  const memory = await sortMemory(connection, from.table);
  await connection.query(
    `SET LOCAL enable_hashagg = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '${memory}'`,
  );
  const { rowCount } = await connection.query(
    `CREATE TEMPORARY TABLE repeated ON COMMIT DROP AS
     SELECT ${from.key} AS key, min(${SOURCE_LINE}) AS first_line FROM ${from.table}
      GROUP BY ${from.key} HAVING count(*) > 1`,
  );
  await connection.query('SET LOCAL enable_hashagg = on; ANALYZE repeated');
  return rowCount ?? 0;
}

async function countDuplicates(connection: Connection, jobId: number, removed: number): Promise<void> {
  await connection.query(
    `UPDATE etl.etl_job_run
        SET records_duplicated = records_duplicated + $2, records_processed = records_processed - $2
      WHERE id = $1`,
    [jobId, removed],
  );
}
