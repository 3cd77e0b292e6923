import type { Queryable } from '../connect-database.ts';

/**
 * Ends a job by request, from any state in which it could still publish. Gives false when it had ended already, and for a
 * repair: its version is published.
 */
export async function cancelJob(db: Queryable, jobId: number): Promise<boolean> {
  const result = await db.query(
    `UPDATE etl.etl_job_run
        SET status = 'cancelled', completed_at = clock_timestamp(), discarded_at = clock_timestamp()
      WHERE id = $1 AND discarded_at IS NULL AND repair IS NULL
        AND status IN ('queued', 'running', 'publishing', 'failed', 'interrupted')`,
    [jobId],
  );
  return result.rowCount === 1;
}
