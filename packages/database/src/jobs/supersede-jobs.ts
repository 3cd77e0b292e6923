import type { Queryable } from '../connect-database.ts';

/**
 * Gives up what the unfinished jobs of a data set have loaded, before a newer one: they can no longer be resumed. Not
 * so those under repair, whose versions are published. Gives
 * the ids of those whose tables are to be dropped.
 */
export async function supersedeJobs(db: Queryable, dataset: string, newJobId: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `UPDATE etl.etl_job_run SET discarded_at = clock_timestamp()
      WHERE dataset = $1 AND id < $2 AND status IN ('failed', 'interrupted') AND discarded_at IS NULL AND repair IS NULL
      RETURNING id`,
    [dataset, newJobId],
  );
  return rows.map((row) => row.id);
}
