import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { sqlState } from '../transient.ts';

export type ResumeResult = 'resumed' | 'not-resumable' | 'another-is-running';

/**
 * Queues a failed or interrupted job again, as its next attempt; an active one too when it has been silent for `silentMs`. Its dead chunks are forgotten, as everything that is
 * not in the ledger is fetched anew.
 */
export async function resumeJob(database: Database, jobId: number, silentMs: number): Promise<ResumeResult> {
  try {
    return await inTransaction(database, async (connection) => {
      const resumed = await connection.query(
        `UPDATE etl.etl_job_run
            SET status = 'queued', attempt = attempt + 1, error_code = NULL, error_message = NULL,
                completed_at = NULL, heartbeat_at = clock_timestamp()
          WHERE id = $1 AND discarded_at IS NULL
            AND (status IN ('failed', 'interrupted')
                 OR status IN ('queued', 'running', 'publishing')
                    AND heartbeat_at < clock_timestamp() - make_interval(secs => $2))`,
        [jobId, silentMs / 1000],
      );
      if (resumed.rowCount === 0) return 'not-resumable';
      await connection.query('DELETE FROM etl.dead_chunk WHERE job_id = $1', [jobId]);
      await connection.query(
        `DELETE FROM etl.data_import_error WHERE job_id = $1 AND error_type = 'DEAD_CHUNK'`,
        [jobId],
      );
      await connection.query('UPDATE etl.import_progress SET publish_step = NULL WHERE job_id = $1', [jobId]);
      return 'resumed';
    });
  } catch (error) {
    if (sqlState(error) === '23505') return 'another-is-running';
    throw error;
  }
}
