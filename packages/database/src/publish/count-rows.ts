import type { TableDefinition } from '@regpipe/contracts';

import type { Database, Queryable } from '../connect-database.ts';
import { keyTable, versionTable } from '../versions/table-names.ts';

/** The rows of each table of a version, by live name. */
export async function countRows(
  database: Database,
  tables: readonly TableDefinition[],
  version: number,
): Promise<Record<string, number>> {
  const counts = tables.map(async ({ name }): Promise<[string, number]> => {
    const { rows } = await database.pool.query<{ count: number }>(
      `SELECT count(*) FROM ${versionTable(name, version)}`,
    );
    return [name, rows[0]?.count ?? 0];
  });
  return Object.fromEntries(await Promise.all(counts));
}

/** The records whose keys a dry run holds. */
export async function countKeys(db: Queryable, jobId: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`SELECT count(*) FROM ${keyTable(jobId)}`);
  return rows[0]?.count ?? 0;
}
