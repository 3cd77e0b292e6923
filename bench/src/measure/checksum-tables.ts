import type { TableDefinition } from '@regpipe/contracts';
import type { Database } from '@regpipe/database';

/** They say when a row was loaded, and so differ from job to job. */
const TIMES = ['created_at', 'updated_at'];

/**
 * For each live name the number of rows and the sum of the rows' hashes: equal for equal rows in any order. The times
 * of loading are left out.
 */
export async function checksumTables(
  { pool }: Database,
  tables: readonly TableDefinition[],
): Promise<Record<string, string>> {
  const checksums: Record<string, string> = {};
  for (const { name, columns } of tables) {
    const kept = columns.filter((column) => !TIMES.includes(column.name));
    const row = `ROW(${kept.map((column) => `"${column.name}"`).join(', ')})`;
    const { rows } = await pool.query<{ checksum: string }>(
      `SELECT count(*) || ':' || coalesce(sum(hashtextextended(${row}::text, 0)), 0) AS checksum FROM public.${name}`,
    );
    checksums[name] = rows[0]?.checksum ?? '';
  }
  return checksums;
}
