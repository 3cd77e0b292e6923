import type { Database } from '../connect-database.ts';
import { withConnection } from '../transaction.ts';

/**
 * For building B-trees: what is sorted at a time stays near the processor's cache, and the runs are merged. The index on
 * 2.7 million industry codes, few of them different, took 2.8 s with 256 MB, 2.1 with this and 1.7 with half of it; ten
 * times as many rows want rather more than less.
 */
export const SORT_MEMORY = '16MB';
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
