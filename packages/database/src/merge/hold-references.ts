import type { Connection } from '../connect-database.ts';
import { liveTable, quote } from '../versions/table-names.ts';
import type { Reference, StagedRows } from './staged-rows.ts';

/** Keeps what the rows refer to from being deleted until the end of the transaction; it may be changed otherwise. */
export async function holdReferences(
  connection: Connection,
  { table, foreign }: Reference,
  staged: StagedRows,
): Promise<void> {
  await connection.query(
    `SELECT count(*) FROM (
       SELECT FROM ${liveTable(table)} r JOIN ${staged.table} t ON r.${quote(foreign)} = t.${staged.key}
          FOR KEY SHARE OF r) held`,
  );
}
