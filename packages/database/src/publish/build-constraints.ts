import type { TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { constraintStatements } from './constraint-statements.ts';
import { runLarge } from './run-large.ts';
import { sortMemory } from './sort-memory.ts';

/** Builds keys and indexes side by side, then the constraints on them. */
export async function buildConstraints(
  database: Database,
  tables: readonly TableDefinition[],
  version: number,
): Promise<void> {
  const statements = constraintStatements(tables, version);
  const built = await Promise.allSettled(
    statements.indexes.map(async ({ table, statement }) => {
      await runLarge(database, statement, await sortMemory(database.pool, table));
    }),
  );
  // Only when all have ended: a second try must not meet an index that the first is still building.
  const failed = built.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  // References come after the keys they need: in the order of the tables.
  for (const statement of statements.constraints) await database.pool.query(statement);
}
