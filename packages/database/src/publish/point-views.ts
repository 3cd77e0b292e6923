import type { TableDefinition } from '@regpipe/contracts';

import type { Connection } from '../connect-database.ts';
import { liveView, quote, versionTable } from '../versions/table-names.ts';

/** Shorter than the server's deadlock_timeout (1 s): a reader is never chosen as a deadlock's victim for our sake. */
const LOCK_TIMEOUT_MS = 40;

/**
 * Points the live names at a version, inside the caller's transaction. Readers that hold a view make it fail with
 * `lock_not_available`; those that come meanwhile wait for at most the lock timeout.
 */
export async function pointViews(
  connection: Connection,
  tables: readonly TableDefinition[],
  version: number,
): Promise<void> {
  await connection.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  // In one order or the other: readers that always begin with the last view would never let a fixed order through.
  for (const table of Math.random() < 0.5 ? tables : tables.toReversed()) {
    const columns = table.columns.map((column) => quote(column.name)).join(', ');
    await connection.query(
      `CREATE OR REPLACE VIEW ${liveView(table.name)} AS SELECT ${columns} FROM ${versionTable(table.name, version)}`,
    );
  }
}
