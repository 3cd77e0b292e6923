import type { Queryable } from '../connect-database.ts';

/** The header of a job's source, in the order of the file; undefined when it has not been opened. */
export async function readSourceColumns(
  db: Queryable,
  jobId: number,
): Promise<readonly string[] | undefined> {
  const { rows } = await db.query<{ columns: string[] | null }>(
    'SELECT source_columns AS columns FROM etl.etl_job_run WHERE id = $1',
    [jobId],
  );
  return rows[0]?.columns ?? undefined;
}
