import type { TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { versionTable } from '../versions/table-names.ts';

/** Tells the planner how large a version's tables are and what they hold, before anyone queries them. */
export async function gatherStatistics(
  database: Database,
  tables: readonly TableDefinition[],
  version: number,
): Promise<void> {
  await Promise.all(tables.map(({ name }) => database.pool.query(`ANALYZE ${versionTable(name, version)}`)));
}
