import type { Queryable } from '../connect-database.ts';

/** Notes that a job is to be published however many rows are gone or rejected. */
export async function acceptJob(db: Queryable, jobId: number): Promise<void> {
  await db.query('UPDATE etl.etl_job_run SET accepted = true WHERE id = $1', [jobId]);
}
