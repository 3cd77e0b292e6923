import type { Queryable } from '../connect-database.ts';

/** The ids of active jobs without a sign of life for so long, by PostgreSQL's clock: a service's own may be wrong. */
export async function listQuietJobs(db: Queryable, quietMs: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM etl.etl_job_run
      WHERE status IN ('queued', 'running', 'publishing')
        AND heartbeat_at <= clock_timestamp() - make_interval(secs => $1)`,
    [quietMs / 1000],
  );
  return rows.map((row) => row.id);
}
