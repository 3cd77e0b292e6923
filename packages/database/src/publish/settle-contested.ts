import type { TableDefinition } from '@regpipe/contracts';

import type { Connection } from '../connect-database.ts';
import { repairTable, SOURCE_LINE, versionTable } from '../versions/table-names.ts';
import {
  findMainTable,
  keptText,
  type MainTable,
  rejectRepeated,
  removeBelonging,
} from './repeated-records.ts';

/**
 * Settles the keys that a repair brings and that stand elsewhere too, in the repair or in its version: the first record
 * in the source stays, as if nothing had ever died. The others become rejects with the rows that belong to them; of the
 * version's rows those behind a record that was missing. Inside the transaction of the merge.
 *
 * @returns how many records gave way
 */
export async function settleContested(
  connection: Connection,
  tables: readonly TableDefinition[],
  version: number,
  repair: number,
): Promise<number> {
  const main = findMainTable(tables);
  if (main === undefined || (await collectContested(connection, main, version, repair)) === 0) return 0;
  const places = [
    (name: string) => repairTable(name, version, repair),
    (name: string) => versionTable(name, version),
  ];
  let removed = 0;
  for (const place of places) {
    // Before their records: the version's rows refer to them.
    for (const table of tables.filter((one) => one.belongsTo !== undefined))
      await removeBelonging(connection, place(table.name), table);
    const from = { table: place(main.table.name), key: main.key, kept: keptText(main.table) };
    removed += await rejectRepeated(connection, version, from);
  }
  await correctRejects(connection, version);
  return removed;
}

async function collectContested(
  connection: Connection,
  { table, key }: MainTable,
  version: number,
  repair: number,
): Promise<number> {
  const brought = repairTable(table.name, version, repair);
  // Without statistics the planner would read the whole version to look a few keys up.
  await connection.query(`ANALYZE ${brought}`);
  const { rowCount } = await connection.query(
    `CREATE TEMPORARY TABLE repeated ON COMMIT DROP AS
     SELECT key, min(line) AS first_line FROM (
       SELECT ${key} AS key, ${SOURCE_LINE} AS line FROM ${brought}
       UNION ALL
       SELECT ${key}, ${SOURCE_LINE} FROM ${versionTable(table.name, version)}
        WHERE ${key} IN (SELECT ${key} FROM ${brought})) met
      GROUP BY key HAVING count(*) > 1`,
  );
  await connection.query('ANALYZE repeated');
  return rowCount ?? 0;
}

/** Earlier duplicates of a key name the record that was kept then, which may have given way to one before it. */
async function correctRejects(connection: Connection, jobId: number): Promise<void> {
  await connection.query(
    `UPDATE etl.data_import_error e
        SET error_message = format('The key %s stands in line %s already; that record is kept.', r.key, r.first_line)
       FROM repeated r
      WHERE e.job_id = $1 AND e.error_type = 'DUPLICATE'
        AND starts_with(e.error_message, format('The key %s stands in line ', r.key))`,
    [jobId],
  );
}
