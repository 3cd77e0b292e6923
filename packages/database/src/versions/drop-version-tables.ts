import type { TableDefinition } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { keyTable, versionTable } from './table-names.ts';

/** Drops whatever a job has written for a version. Waits for readers and writers of these tables. */
export async function dropVersionTables(
  db: Queryable,
  tables: readonly TableDefinition[],
  version: number,
): Promise<void> {
  const names = [...tables.map((table) => versionTable(table.name, version)), keyTable(version)];
  await db.query(`DROP TABLE IF EXISTS ${names.reverse().join(', ')}`);
}
