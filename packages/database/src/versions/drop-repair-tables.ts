import type { TableDefinition } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { repairTable } from './table-names.ts';

/** Drops what a repair has brought; its version stays. Waits for writers of these tables. */
export async function dropRepairTables(
  db: Queryable,
  tables: readonly TableDefinition[],
  version: number,
  repair: number,
): Promise<void> {
  const names = tables.map((table) => repairTable(table.name, version, repair));
  await db.query(`DROP TABLE IF EXISTS ${names.reverse().join(', ')}`);
}
