import type { TableDefinition } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { sqlState } from '../transient.ts';
import { createRepairTables } from '../versions/create-repair-tables.ts';
import { markRedriven } from './mark-redriven.ts';

export type RedriveResult = 'queued' | 'not-redrivable' | 'another-is-running';

const UNIQUE_VIOLATION = '23505';

/**
 * Begins the repair of a partial job whose version is live: queues it as its next attempt, makes room for what its dead
 * chunks hold, and no longer counts them as accounted for. Its lines among the rejects stay until the merge, as they are
 * true of what readers see. Twice at once begins one repair.
 */
export async function redriveJob(
  database: Database,
  jobId: number,
  tables: readonly TableDefinition[],
): Promise<RedriveResult> {
  try {
    return await inTransaction(database, async (connection) => {
      const { rows } = await connection.query<{ repair: number }>(
        `UPDATE etl.etl_job_run j
            SET status = 'queued', attempt = attempt + 1, repair = attempt + 1, completed_at = NULL,
                heartbeat_at = clock_timestamp()
          WHERE id = $1 AND status = 'partial' AND mode = 'full'
            AND EXISTS (SELECT FROM etl.publication p WHERE p.job_id = j.id AND p.live)
          RETURNING repair`,
        [jobId],
      );
      const [begun] = rows;
      if (begun === undefined) return 'not-redrivable';
      await createRepairTables(connection, tables, jobId, begun.repair);
      await markRedriven(connection, jobId);
      await connection.query(
        'UPDATE etl.import_progress SET publish_step = NULL, publishing_at = NULL WHERE job_id = $1',
        [jobId],
      );
      return 'queued';
    });
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) return 'another-is-running';
    throw error;
  }
}
