import type { TableDefinition } from '@regpipe/contracts';
import { escapeLiteral } from 'pg';

import type { Connection, Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { quote, SOURCE_LINE, versionTable } from '../versions/table-names.ts';
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
  const main = tables.find((table) => table.recordKey !== undefined);
  const key = main?.written[main.recordKey ?? 0];
  if (main === undefined || key === undefined) return 0;
  const belonging = tables.filter((table) => table.belongsTo !== undefined);
  return removeRepeated(database, jobId, {
    table: versionTable(main.name, jobId),
    key: quote(key),
    kept: `(to_jsonb(t) - ARRAY[${notFromSource(main).map(escapeLiteral).join(', ')}])::text`,
    before: async (connection) => {
      for (const table of belonging) await removeBelonging(connection, table, jobId);
    },
  });
}

/** The same for a dry run: its records are known by their keys only. */
export async function countRepeatedKeys(database: Database, table: string, jobId: number): Promise<number> {
  return removeRepeated(database, jobId, {
    table,
    key: 'key',
    kept: 't.key',
    before: () => Promise.resolve(),
  });
}

/** Columns that the source says nothing about. */
function notFromSource(table: TableDefinition): string[] {
  const names = table.columns.map((column) => column.name).filter((name) => !table.written.includes(name));
  return [...names, SOURCE_LINE];
}

interface Repeated {
  /** Quoted. */
  readonly table: string;
  /** Quoted. */
  readonly key: string;
  /** What is kept of a removed row `t` to show it: an SQL expression. */
  readonly kept: string;
  /** Removes what belongs to the repeated records, while they are still there. */
  before(connection: Connection): Promise<void>;
}

async function removeRepeated(database: Database, jobId: number, from: Repeated): Promise<number> {
  return inTransaction(database, async (connection) => {
    if ((await collectRepeated(connection, from)) === 0) return 0;
    await from.before(connection);
    const removed = await connection.query(
      `WITH removed AS (
         DELETE FROM ${from.table} t USING repeated r
          WHERE t.${from.key} = r.key AND t.${SOURCE_LINE} <> r.first_line
          RETURNING t.${from.key} AS key, t.${SOURCE_LINE} AS line, r.first_line, ${from.kept} AS kept
       )
       INSERT INTO etl.data_import_error (job_id, chunk, source_line, error_type, error_message, raw_data)
       SELECT $1, ${CHUNK_OF_LINE}, line, 'DUPLICATE',
              format('The key %s stands in line %s already; that record is kept.', key, first_line), kept
         FROM removed ORDER BY line`,
      [jobId],
    );
    await countDuplicates(connection, jobId, removed.rowCount ?? 0);
    return removed.rowCount ?? 0;
  });
}

const CHUNK_OF_LINE = `(SELECT l.chunk FROM etl.chunk_ledger l
                         WHERE l.job_id = $1 AND line >= l.first_line AND line < l.first_line + l.lines LIMIT 1)`;

async function collectRepeated(
  connection: Connection,
  from: Pick<Repeated, 'table' | 'key'>,
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

async function removeBelonging(connection: Connection, table: TableDefinition, jobId: number): Promise<void> {
  await connection.query(
    `DELETE FROM ${versionTable(table.name, jobId)} t USING repeated r
      WHERE t.${quote(table.belongsTo ?? '')} = r.key AND t.${SOURCE_LINE} <> r.first_line`,
  );
}

async function countDuplicates(connection: Connection, jobId: number, removed: number): Promise<void> {
  await connection.query(
    `UPDATE etl.etl_job_run
        SET records_duplicated = records_duplicated + $2, records_processed = records_processed - $2
      WHERE id = $1`,
    [jobId, removed],
  );
}
