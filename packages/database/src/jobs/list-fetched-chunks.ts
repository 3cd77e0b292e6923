import type { Queryable } from '../connect-database.ts';

export interface FetchedChunks {
  readonly jobId: number;
  readonly dataset: string;
  readonly attempt: number;
  /** Chunks that the attempt has sent or found loaded, at least. */
  readonly fetched: number;
}

/** Of each job that loads from its source: how many chunks its attempt has fetched. A repair fetches none. */
export async function listFetchedChunks(db: Queryable): Promise<FetchedChunks[]> {
  const { rows } = await db.query<FetchedChunks>(
    `SELECT j.id AS "jobId", j.dataset, j.attempt, p.fetched_batches AS fetched
       FROM etl.etl_job_run j JOIN etl.import_progress p ON p.job_id = j.id
      WHERE j.status IN ('queued', 'running') AND j.repair IS NULL AND p.fetched_batches IS NOT NULL
      ORDER BY j.id`,
  );
  return rows;
}
