import { setTimeout as pause } from 'node:timers/promises';

import type { Connection, Database } from '../connect-database.ts';
import { withConnection } from '../transaction.ts';

/** The first key of regpipe's advisory locks on a data set. */
const PUBLICATION_LOCK = 7_267_002;

const ASK_AGAIN_MS = 50;

/**
 * Runs `work` as the only one that changes the publications of a data set. Gives 'busy' when another process still does
 * after `patienceMs`; the lock goes with its connection, so a killed process never keeps it.
 */
export async function withPublicationLock<T>(
  database: Database,
  dataset: string,
  work: (connection: Connection) => Promise<T>,
  patienceMs = 0,
): Promise<T | 'busy'> {
  return withConnection(database, async (connection) => {
    const deadline = performance.now() + patienceMs;
    while (!(await tryLock(connection, dataset))) {
      if (performance.now() >= deadline) return 'busy';
      await pause(ASK_AGAIN_MS);
    }
    const result = await work(connection);
    await connection.query('SELECT pg_advisory_unlock($1, hashtext($2))', [PUBLICATION_LOCK, dataset]);
    return result;
  });
}

async function tryLock(connection: Connection, dataset: string): Promise<boolean> {
  const { rows } = await connection.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked',
    [PUBLICATION_LOCK, dataset],
  );
  return rows[0]?.locked === true;
}
