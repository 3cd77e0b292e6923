import type { TableDefinition } from '@regpipe/contracts';
import { escapeLiteral } from 'pg';

import type { Connection } from '../connect-database.ts';
import { liveView, quote, versionTable } from '../versions/table-names.ts';

/**
 * Points the live names at a version, inside the caller's transaction. Readers that hold a view make it fail with
 * `lock_not_available`; those that come meanwhile wait for at most `lockTimeoutMs`.
 */
export async function pointViews(
  connection: Connection,
  dataset: string,
  tables: readonly TableDefinition[],
  version: number,
  lockTimeoutMs: number,
): Promise<void> {
  await connection.query(`SET LOCAL lock_timeout = ${Math.ceil(lockTimeoutMs / Math.max(1, tables.length))}`);
  // In one order or the other: readers that always begin with the last view would never let a fixed order through.
  for (const table of Math.random() < 0.5 ? tables : tables.toReversed()) {
    const columns = table.columns.map((column) => quote(column.name)).join(', ');
    await connection.query(
      `CREATE OR REPLACE VIEW ${liveView(table.name)} AS
         SELECT ${columns} FROM ${versionTable(table.name, version)}
          WHERE regpipe.assert_complete(${escapeLiteral(dataset)}, ${version})`,
    );
  }
}
