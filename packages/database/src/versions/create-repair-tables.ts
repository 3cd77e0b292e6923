import type { TableDefinition } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { createBareTable } from './create-version-tables.ts';
import { repairTable } from './table-names.ts';

/** Creates the tables that hold what a repair brings until it is merged into its version; bare, like a version's. */
export async function createRepairTables(
  db: Queryable,
  tables: readonly TableDefinition[],
  version: number,
  repair: number,
): Promise<void> {
  for (const table of tables) await createBareTable(db, repairTable(table.name, version, repair), table);
}
