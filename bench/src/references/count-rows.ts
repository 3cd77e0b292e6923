import { type TableDefinition, TerminalError } from '@regpipe/contracts';
import type { Database } from '@regpipe/database';

import type { RowCounts } from '../results.ts';

/** Rows of each table that there is in the schema. */
export async function countRows(
  { pool }: Database,
  tables: readonly TableDefinition[],
  schema: string,
): Promise<RowCounts> {
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const table = `${schema}.${name}`;
    const found = await pool.query<{ name: string | null }>('SELECT to_regclass($1)::text AS name', [table]);
    if (found.rows[0]?.name === null) continue;
    const { rows } = await pool.query<{ count: number }>(`SELECT count(*) FROM ${table}`);
    counts[name] = Number(rows[0]?.count);
  }
  return counts;
}

/** @throws TerminalError COUNT_MISMATCH naming each table that differs */
export function requireSameRows(name: string, counted: RowCounts, expected: RowCounts): void {
  const differences = Object.entries(expected)
    .filter(([table, count]) => counted[table] !== count)
    .map(([table, count]) => `${table}: ${counted[table] ?? 0} rows instead of ${count}`);
  if (differences.length === 0) return;
  throw new TerminalError(
    'COUNT_MISMATCH',
    `${name} has not done the job's work. ${differences.join('; ')}.`,
  );
}
