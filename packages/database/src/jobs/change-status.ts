import type { JobStatus } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

export interface StatusChange {
  readonly jobId: number;
  /** The states that the change starts from; from any other nothing happens. */
  readonly from: readonly JobStatus[];
  readonly to: JobStatus;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Moves a job to another state. Gives false when it was in none of the expected ones. */
export async function changeStatus(db: Queryable, change: StatusChange): Promise<boolean> {
  const result = await db.query(
    `UPDATE etl.etl_job_run
        SET status = $3, error_code = $4, error_message = $5, heartbeat_at = clock_timestamp(),
            started_at = CASE WHEN $3 = 'running' THEN coalesce(started_at, clock_timestamp()) ELSE started_at END,
            completed_at = CASE WHEN $3 IN ('queued', 'running', 'publishing') THEN NULL ELSE clock_timestamp() END
      WHERE id = $1 AND status = ANY ($2)`,
    [change.jobId, change.from, change.to, change.error?.code ?? null, change.error?.message ?? null],
  );
  return result.rowCount === 1;
}
