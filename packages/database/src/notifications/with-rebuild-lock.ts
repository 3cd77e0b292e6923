import { NOTIFICATIONS } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { withConnection } from '../transaction.ts';

/** The first key of regpipe's advisory locks on those who rebuild a projection. */
const REBUILD_LOCK = 7_267_011;

/**
 * Runs `work` as the only one that rebuilds the projection; gives 'busy' where another does. The lock goes with its
 * connection, which does nothing else meanwhile, so a killed process never keeps it.
 */
export async function withRebuildLock<T>(database: Database, work: () => Promise<T>): Promise<T | 'busy'> {
  return withConnection(database, async (connection) => {
    const keys = [REBUILD_LOCK, NOTIFICATIONS];
    const { rows } = await connection.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked',
      keys,
    );
    if (rows[0]?.locked !== true) return 'busy';
    const result = await work();
    await connection.query('SELECT pg_advisory_unlock($1, hashtext($2))', keys);
    return result;
  });
}
