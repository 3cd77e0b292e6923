import type { Queryable } from '../connect-database.ts';

/** Where a job's source is, with the credentials that its address may hold: not to be shown or logged. */
export async function readSourceUrl(db: Queryable, jobId: number): Promise<string> {
  const { rows } = await db.query<{ url: string }>(
    'SELECT data_source_url AS url FROM etl.etl_job_run WHERE id = $1',
    [jobId],
  );
  return rows[0]?.url ?? '';
}
