import type { TableDefinition } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { keyTable, versionTable } from '../versions/table-names.ts';

/** The rows of each table of a version, by live name. */
export async function countRows(
  db: Queryable,
  tables: readonly TableDefinition[],
  version: number,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await db.query<{ count: number }>(
      `SELECT count(*) FROM ${versionTable(table.name, version)}`,
    );
    counts[table.name] = rows[0]?.count ?? 0;
  }
  return counts;
}

/** The records whose keys a dry run holds. */
export async function countKeys(db: Queryable, jobId: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`SELECT count(*) FROM ${keyTable(jobId)}`);
  return rows[0]?.count ?? 0;
}
