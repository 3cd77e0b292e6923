import type { Queryable } from '../connect-database.ts';

/** The numbers of the chunks that a job has loaded. */
export async function listCommittedChunks(db: Queryable, jobId: number): Promise<number[]> {
  const { rows } = await db.query<{ chunk: number }>(
    'SELECT DISTINCT chunk FROM etl.chunk_ledger WHERE job_id = $1 ORDER BY chunk',
    [jobId],
  );
  return rows.map(({ chunk }) => chunk);
}
