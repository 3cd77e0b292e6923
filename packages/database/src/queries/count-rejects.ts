import type { Queryable } from '../connect-database.ts';

export interface RejectCount {
  readonly error_type: string;
  readonly count: number;
}

/** How many records of a job were rejected for each reason, the most frequent first. */
export async function countRejects(db: Queryable, jobId: number): Promise<RejectCount[]> {
  const { rows } = await db.query<RejectCount>(
    `SELECT error_type, count(*) AS count
       FROM etl.data_import_error
      WHERE job_id = $1
      GROUP BY error_type
      ORDER BY count DESC, error_type`,
    [jobId],
  );
  return rows;
}
