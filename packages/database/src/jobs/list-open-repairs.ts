import type { Queryable } from '../connect-database.ts';

/** The jobs of a data set whose repair has stopped midway, and would go on when resumed. */
export async function listOpenRepairs(db: Queryable, dataset: string): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM etl.etl_job_run
      WHERE dataset = $1 AND repair IS NOT NULL AND status IN ('failed', 'interrupted')`,
    [dataset],
  );
  return rows.map((row) => row.id);
}
