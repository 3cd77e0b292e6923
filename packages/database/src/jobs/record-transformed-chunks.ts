import type { Queryable } from '../connect-database.ts';

/**
 * Notes how many chunks of an attempt have been transformed, at least. What is known grows only, and what is found out
 * too late, when the job has been resumed or is published, is forgotten.
 */
export async function recordTransformedChunks(
  db: Queryable,
  jobId: number,
  attempt: number,
  chunks: number,
): Promise<void> {
  await db.query(
    `UPDATE etl.import_progress p SET transformed_batches = greatest(p.transformed_batches, $3)
       FROM etl.etl_job_run j
      WHERE p.job_id = $1 AND j.id = $1 AND j.attempt = $2 AND j.status IN ('queued', 'running')
        AND p.transformed_batches IS DISTINCT FROM greatest(p.transformed_batches, $3)`,
    [jobId, attempt, chunks],
  );
}
