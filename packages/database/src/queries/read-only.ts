import type { Connection, Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';

/**
 * Runs queries that may read and nothing else, each for at most `timeoutMs`, and each by one process: several readers
 * at once, with a load beside them, get their answers sooner when no query takes all cores for itself (name searches
 * during an import: median 15 ms instead of 23).
 *
 * READ COMMITTED on purpose: the first query on a live view keeps its lock, so a publication waits for the transaction
 * and all queries see one version. A REPEATABLE READ snapshot would be worse: views are looked up as they are now, so
 * a query could read the tables of a newer version with eyes from before its last rows were in.
 */
export async function readOnly<T>(
  database: Database,
  timeoutMs: number,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  return inTransaction(database, async (connection) => {
    await connection.query(
      `SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${Math.trunc(timeoutMs)}; SET LOCAL max_parallel_workers_per_gather = 0`,
    );
    return work(connection);
  });
}
