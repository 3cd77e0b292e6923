import type { TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { quote, versionName, versionTable } from '../versions/table-names.ts';
import { runLarge } from './run-large.ts';

/** Has PostgreSQL check the references of a version that readers already use; it keeps none of them waiting. */
export async function validateReferences(
  database: Database,
  tables: readonly TableDefinition[],
  version: number,
): Promise<void> {
  for (const { name, references } of tables) {
    if (references === undefined) continue;
    const constraint = quote(`${versionName(name, version)}_fkey`);
    await runLarge(database, `ALTER TABLE ${versionTable(name, version)} VALIDATE CONSTRAINT ${constraint}`);
  }
}
