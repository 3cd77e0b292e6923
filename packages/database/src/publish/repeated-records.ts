import type { TableDefinition } from '@regpipe/contracts';
import { escapeLiteral } from 'pg';

import type { Connection } from '../connect-database.ts';
import { quote, SOURCE_LINE } from '../versions/table-names.ts';
import { CHUNK_OF_LINE } from './chunk-of-line.ts';

/*
 * What is done about records that repeat a key, once the temporary table `repeated` (key, first_line) names the keys and
 * the line of the record that stays.
 */

/** The table of a data set that holds one row a record, and the column of its key, quoted. */
export interface MainTable {
  readonly table: TableDefinition;
  readonly key: string;
}

export function findMainTable(tables: readonly TableDefinition[]): MainTable | undefined {
  const table = tables.find((candidate) => candidate.recordKey !== undefined);
  const key = table?.written[table.recordKey ?? 0];
  return table === undefined || key === undefined ? undefined : { table, key: quote(key) };
}

/** What is kept of a removed row `t` of the main table to show it: what the source says of it. An SQL expression. */
export function keptText(table: TableDefinition): string {
  const names = table.columns.map((column) => column.name).filter((name) => !table.written.includes(name));
  const others = [...names, SOURCE_LINE].map(escapeLiteral).join(', ');
  return `(to_jsonb(t) - ARRAY[${others}])::text`;
}

/** @param target the table to remove from, quoted: it has the columns of the definition */
export async function removeBelonging(
  connection: Connection,
  target: string,
  definition: TableDefinition,
): Promise<void> {
  await connection.query(
    `DELETE FROM ${target} t USING repeated r
      WHERE t.${quote(definition.belongsTo ?? '')} = r.key AND t.${SOURCE_LINE} <> r.first_line`,
  );
}

export interface RejectedFrom {
  /** Quoted. */
  readonly table: string;
  /** Quoted. */
  readonly key: string;
  /** What is kept of a removed row `t` to show it: an SQL expression. */
  readonly kept: string;
}

/** Moves the records that give way to the job's rejects. Gives how many they are. */
export async function rejectRepeated(
  connection: Connection,
  jobId: number,
  from: RejectedFrom,
): Promise<number> {
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
  return removed.rowCount ?? 0;
}
