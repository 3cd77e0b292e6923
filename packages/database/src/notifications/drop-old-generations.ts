import { NOTIFICATIONS } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { dropGeneration } from './drop-generation.ts';

/**
 * Drops the tables of generations before the live one; gives these generations. A reader that still works on one makes
 * it fail with 55P03.
 */
export async function dropOldGenerations(database: Database, lockTimeoutMs: number): Promise<number[]> {
  return inTransaction(database, async (connection) => {
    await connection.query(`SET LOCAL lock_timeout = ${Math.ceil(lockTimeoutMs)}`);
    const { rows } = await connection.query<{ generation: number }>(
      `SELECT DISTINCT substring(relname FROM '_v([0-9]+)$')::integer AS generation
         FROM pg_class
        WHERE relnamespace = 'regpipe'::regnamespace AND relkind = 'r'
          AND relname ~ '^notification_(record|campaign)_v[0-9]+$'
          AND substring(relname FROM '_v([0-9]+)$')::integer
              < (SELECT generation FROM etl.projection WHERE name = $1)
        ORDER BY 1`,
      [NOTIFICATIONS],
    );
    for (const { generation } of rows) await dropGeneration(connection, generation);
    return rows.map(({ generation }) => generation);
  });
}
