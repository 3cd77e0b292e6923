import type { Queryable } from '../connect-database.ts';

/**
 * Shows that something still works on the job. Within a second of the last sign nothing is written: facts come faster
 * than anybody asks.
 */
export async function beat(db: Queryable, jobId: number): Promise<void> {
  await db.query(
    `UPDATE etl.etl_job_run SET heartbeat_at = clock_timestamp()
      WHERE id = $1 AND heartbeat_at < clock_timestamp() - interval '1 second'`,
    [jobId],
  );
}

/** Marks every active job that has been silent for too long as interrupted; gives their ids. */
export async function interruptSilentJobs(db: Queryable, silentMs: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `UPDATE etl.etl_job_run
        SET status = 'interrupted', completed_at = clock_timestamp(),
            error_message = 'No sign of life since ' || to_char(heartbeat_at, 'YYYY-MM-DD HH24:MI:SS TZ') || '.'
      WHERE status IN ('queued', 'running', 'publishing')
        AND heartbeat_at < clock_timestamp() - make_interval(secs => $1)
      RETURNING id`,
    [silentMs / 1000],
  );
  return rows.map((row) => row.id);
}
