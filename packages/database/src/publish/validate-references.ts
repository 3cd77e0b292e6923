import type { TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { quote, versionName, versionTable } from '../versions/table-names.ts';
import { HASH_MEMORY, runLarge } from './run-large.ts';

/**
 * Has PostgreSQL check the references of a version that readers already use; it keeps none of them waiting. It can find
 * nothing: a chunk's transaction brings the rows of a record together, and the transformer proves that they name it.
 */
export async function validateReferences(
  database: Database,
  tables: readonly TableDefinition[],
  version: number,
): Promise<void> {
  for (const { name, references } of tables) {
    if (references === undefined) continue;
    const constraint = quote(`${versionName(name, version)}_fkey`);
    const statement = `ALTER TABLE ${versionTable(name, version)} VALIDATE CONSTRAINT ${constraint}`;
    await runLarge(database, statement, HASH_MEMORY);
  }
}
