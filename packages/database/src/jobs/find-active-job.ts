import type { Queryable } from '../connect-database.ts';

/** The id of the job that occupies a data set; undefined when none does. */
export async function findActiveJob(db: Queryable, dataset: string): Promise<number | undefined> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM etl.etl_job_run WHERE dataset = $1 AND status IN ('queued', 'running', 'publishing')`,
    [dataset],
  );
  return rows[0]?.id;
}
