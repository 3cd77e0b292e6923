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
    return [name, await countTableRows(database.pool, versionTable(name, version))];
  });
  return Object.fromEntries(await Promise.all(counts));
}

/** The records whose keys a dry run holds. */
export function countKeys(db: Queryable, jobId: number): Promise<number> {
  return countTableRows(db, keyTable(jobId));
}

/** @param table quoted */
export async function countTableRows(db: Queryable, table: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`SELECT count(*) FROM ${table}`);
  return rows[0]?.count ?? 0;
}
