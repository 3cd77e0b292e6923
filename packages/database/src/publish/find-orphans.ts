import type { TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { quote, versionTable } from '../versions/table-names.ts';

export interface Orphans {
  readonly table: string;
  readonly rows: number;
}

/**
 * Looks for rows that refer to nothing. A chunk brings a record's rows together, so there are none; but readers rely on
 * it before PostgreSQL has validated the reference, and a query can ask on any core while keys are not built yet, which
 * validating cannot (2.7 million rows: 1.1 s that nothing else could use).
 */
export async function findOrphans(
  database: Database,
  tables: readonly TableDefinition[],
  version: number,
): Promise<Orphans | undefined> {
  for (const table of tables) {
    const { references } = table;
    if (references === undefined) continue;
    const parts = references.columns.map((column) => `child.${quote(column)}`);
    const matches = references.foreign.map(
      (column, index) => `parent.${quote(column)} = ${parts[index] ?? ''}`,
    );
    const rows = await inTransaction(database, async (connection) => {
      await connection.query(`SET LOCAL work_mem = '256MB'`);
      const found = await connection.query<{ rows: number }>(
        `SELECT count(*) AS rows FROM ${versionTable(table.name, version)} child
          WHERE ${parts.map((part) => `${part} IS NOT NULL`).join(' AND ')}
            AND NOT EXISTS (SELECT FROM ${versionTable(references.table, version)} parent
                             WHERE ${matches.join(' AND ')})`,
      );
      return found.rows[0]?.rows ?? 0;
    });
    if (rows > 0) return { table: table.name, rows };
  }
  return undefined;
}
