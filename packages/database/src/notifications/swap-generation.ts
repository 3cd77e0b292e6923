import { NOTIFICATIONS } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { lockWriters } from './lock-writers.ts';
import { pointViews } from './point-views.ts';

/**
 * Lets the live names show the generation that a rebuild has filled, in one short transaction. A statement sees one
 * generation or the other, whole. (One in a transaction whose snapshot is older than the rebuild, and which has not
 * touched the live names before, would see what was there at that time of the new one: ask in statements of their own.)
 *
 * @returns `gone` where the projection builds another generation, or none
 */
export async function swapGeneration(
  database: Database,
  generation: number,
  lockTimeoutMs: number,
): Promise<'swapped' | 'gone'> {
  return inTransaction(database, async (connection) => {
    await connection.query(`SET LOCAL lock_timeout = ${Math.ceil(lockTimeoutMs / 2)}`);
    await lockWriters(connection);
    const { rowCount } = await connection.query(
      `UPDATE etl.projection
          SET generation = building, building = NULL, built_to = NULL, rebuilt_at = clock_timestamp()
        WHERE name = $1 AND building = $2`,
      [NOTIFICATIONS, generation],
    );
    if (rowCount === 0) return 'gone';
    await pointViews(connection, generation);
    return 'swapped';
  });
}
