import type { JobMode, JobStatus } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

export interface NewestJob {
  readonly dataset: string;
  readonly mode: JobMode;
  readonly id: number;
  readonly status: JobStatus;
  /** From the request to the end, or to now. */
  readonly seconds: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly blank: number;
}

/** The newest job of each data set and mode. */
export async function listNewestJobs(db: Queryable): Promise<NewestJob[]> {
  const { rows } = await db.query<NewestJob>(
    `SELECT DISTINCT ON (dataset, mode) dataset, mode, id, status,
            extract(epoch FROM coalesce(completed_at, clock_timestamp()) - created_at)::float8 AS seconds,
            records_processed AS loaded, records_failed AS rejected, records_duplicated AS duplicate,
            records_blank AS blank
       FROM etl.etl_job_run
      ORDER BY dataset, mode, id DESC`,
  );
  return rows;
}
