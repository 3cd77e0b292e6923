import type { Database } from '../connect-database.ts';
import { withConnection } from '../transaction.ts';

/** For what looks things up in memory: GIN indexes, references. */
export const HASH_MEMORY = '256MB';

/** Runs one statement with `maintenance_work_mem` set for it alone. */
export async function runLarge(database: Database, statement: string, memory: string): Promise<void> {
  await withConnection(database, async (connection) => {
    await connection.query(`SET maintenance_work_mem = '${memory}'`);
    try {
      await connection.query(statement);
    } finally {
      await connection.query('RESET maintenance_work_mem').catch(() => undefined);
    }
  });
}
