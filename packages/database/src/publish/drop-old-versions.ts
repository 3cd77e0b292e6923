import type { TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { dropVersionTables } from '../versions/drop-version-tables.ts';

/**
 * Drops the tables of all versions but the live one and the newest `keep`, rolled-back ones first; gives the versions dropped. A reader that
 * still works on one makes it fail with 55P03 rather than wait.
 */
export async function dropOldVersions(
  database: Database,
  dataset: string,
  tables: readonly TableDefinition[],
  keep: number,
): Promise<number[]> {
  return inTransaction(database, async (connection) => {
    await connection.query(`SET LOCAL lock_timeout = '1s'`);
    const { rows } = await connection.query<{ version: number }>(
      `UPDATE etl.publication SET dropped_at = clock_timestamp()
        WHERE dataset = $1 AND NOT live AND dropped_at IS NULL
          AND version NOT IN (SELECT version FROM etl.publication
                               WHERE dataset = $1 AND dropped_at IS NULL
                               ORDER BY rolled_back_at IS NOT NULL, version DESC LIMIT $2)
        RETURNING version`,
      [dataset, keep],
    );
    for (const { version } of rows) await dropVersionTables(connection, tables, version);
    return rows.map((row) => row.version);
  });
}
