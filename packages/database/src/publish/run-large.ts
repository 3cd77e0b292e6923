import type { Database } from '../connect-database.ts';
import { withConnection } from '../transaction.ts';

/** Runs one statement with the memory that sorting millions of rows wants. */
export async function runLarge(database: Database, statement: string): Promise<void> {
  await withConnection(database, async (connection) => {
    await connection.query(`SET maintenance_work_mem = '256MB'; SET max_parallel_maintenance_workers = 0`);
    try {
      await connection.query(statement);
    } finally {
      await connection
        .query('RESET maintenance_work_mem; RESET max_parallel_maintenance_workers')
        .catch(() => undefined);
    }
  });
}
