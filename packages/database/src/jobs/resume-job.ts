import { isGuardCode } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { sqlState } from '../transient.ts';
import { markRedriven } from './mark-redriven.ts';

export type ResumeResult = 'resumed' | 'not-resumable' | 'another-is-running';

/**
 * Queues a failed or interrupted job again, as its next attempt; an active one too when it has been silent for
 * `silentMs`. Its dead chunks are forgotten, as everything that is not in the ledger is fetched anew; not so when a guard
 * has stopped the job and its user accepts what it has. A repair goes on instead with the dead letters that are left.
 */
export async function resumeJob(
  database: Database,
  jobId: number,
  silentMs: number,
  accept = false,
): Promise<ResumeResult> {
  try {
    return await inTransaction(database, async (connection) => {
      const { rows } = await connection.query<{ error_code: string | null; repair: number | null }>(
        `UPDATE etl.etl_job_run j
            SET status = 'queued', attempt = attempt + 1, accepted = accepted OR $3, error_code = NULL,
                error_message = NULL, completed_at = NULL, heartbeat_at = clock_timestamp()
           FROM (SELECT id, error_code FROM etl.etl_job_run WHERE id = $1 FOR NO KEY UPDATE) was
          WHERE j.id = was.id AND discarded_at IS NULL
            AND (status IN ('failed', 'interrupted')
                 OR status IN ('queued', 'running', 'publishing')
                    AND heartbeat_at < clock_timestamp() - make_interval(secs => $2))
          RETURNING was.error_code, j.repair`,
        [jobId, silentMs / 1000, accept],
      );
      const [resumed] = rows;
      if (resumed === undefined) return 'not-resumable';
      await connection.query(
        'UPDATE etl.import_progress SET publish_step = NULL, publishing_at = NULL WHERE job_id = $1',
        [jobId],
      );
      if (resumed.repair !== null) {
        await markRedriven(connection, jobId);
        return 'resumed';
      }
      if (accept && isGuardCode(resumed.error_code)) return 'resumed';
      // What this attempt fetches is counted anew, from where the ledger lets it go on.
      await connection.query(
        'UPDATE etl.import_progress SET fetched_batches = NULL, transformed_batches = NULL WHERE job_id = $1',
        [jobId],
      );
      await connection.query('DELETE FROM etl.dead_chunk WHERE job_id = $1', [jobId]);
      await connection.query(
        `DELETE FROM etl.data_import_error WHERE job_id = $1 AND error_type = 'DEAD_CHUNK'`,
        [jobId],
      );
      return 'resumed';
    });
  } catch (error) {
    if (sqlState(error) === '23505') return 'another-is-running';
    throw error;
  }
}
