import type { Queryable } from '../connect-database.ts';

/** When an attempt of a job began, by its timeline; null for one that is not in it. */
export async function findAttemptStart(
  db: Queryable,
  jobId: number,
  attempt: number,
): Promise<string | null> {
  const { rows } = await db.query<{ at: string | null }>(
    `SELECT min(at) AS at FROM etl.job_event WHERE job_id = $1 AND attempt = $2 AND type = 'status'`,
    [jobId, attempt],
  );
  return rows[0]?.at ?? null;
}
