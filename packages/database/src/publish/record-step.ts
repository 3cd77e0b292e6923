import type { PublishStep } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/**
 * Shows which step publishing has reached, and that it lives. A job is only published when every chunk is accounted for,
 * so that all of them have been transformed by then, whatever was known of it.
 */
export async function recordPublishStep(db: Queryable, jobId: number, step: PublishStep): Promise<void> {
  await db.query(
    `WITH beat AS (UPDATE etl.etl_job_run SET heartbeat_at = clock_timestamp() WHERE id = $1)
     UPDATE etl.import_progress
        SET publish_step = $2, publishing_at = coalesce(publishing_at, clock_timestamp()),
            transformed_batches = total_batches, updated_at = clock_timestamp()
      WHERE job_id = $1`,
    [jobId, step],
  );
}
