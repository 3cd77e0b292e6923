import type { Connection, Database } from './connect-database.ts';

/**
 * Runs `work` in a transaction on a connection of its own. A failed ROLLBACK never hides the first error; the
 * connection it happened on is thrown away.
 */
export async function inTransaction<T>(
  database: Database,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  return withConnection(database, async (connection) => {
    await connection.query('BEGIN');
    let result: T;
    try {
      result = await work(connection);
    } catch (error) {
      await connection.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
    await connection.query('COMMIT');
    return result;
  });
}

/** Runs `work` on one connection; after an error the connection is closed and not used again. */
export async function withConnection<T>(
  database: Database,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await database.pool.connect();
  // A connection that breaks also rejects the query at work; the listener only keeps the event from ending the process.
  const ignore = () => undefined;
  connection.on('error', ignore);
  let broken: Error | undefined;
  try {
    return await work(connection);
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    connection.off('error', ignore);
    connection.release(broken);
  }
}

/** Has a transaction rolled back that is not wanted any more; for `inTransactionUnlessGivenUp` alone. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/** The same as `inTransaction`; undefined where `work` has thrown GivenUp, and nothing has changed. */
export async function inTransactionUnlessGivenUp<T>(
  database: Database,
  work: (connection: Connection) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await inTransaction(database, work);
  } catch (error) {
    if (error instanceof GivenUp) return undefined;
    throw error;
  }
}
