import type { Queryable } from '../connect-database.ts';

/**
 * Notes how many chunks the fetcher has sent or found loaded, of the job's own attempt: what an earlier one says late is
 * no news of this one.
 */
export async function recordFetchedChunks(
  db: Queryable,
  jobId: number,
  attempt: number,
  chunks: number,
): Promise<void> {
  await db.query(
    `UPDATE etl.import_progress p SET fetched_batches = $3
       FROM etl.etl_job_run j WHERE p.job_id = $1 AND j.id = $1 AND j.attempt = $2`,
    [jobId, attempt, chunks],
  );
}
