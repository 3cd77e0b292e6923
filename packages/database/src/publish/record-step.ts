import type { Queryable } from '../connect-database.ts';

/** Shows which step publishing has reached, and that it lives. */
export async function recordPublishStep(db: Queryable, jobId: number, step: string): Promise<void> {
  await db.query(
    `WITH beat AS (UPDATE etl.etl_job_run SET heartbeat_at = clock_timestamp() WHERE id = $1)
     UPDATE etl.import_progress SET publish_step = $2, updated_at = clock_timestamp() WHERE job_id = $1`,
    [jobId, step],
  );
}
