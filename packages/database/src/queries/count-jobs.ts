import type { JobStatus } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

export interface JobCount {
  readonly dataset: string;
  readonly status: JobStatus;
  readonly jobs: number;
}

/** How many jobs of each data set are in each state; states that none is in are left out. */
export async function countJobs(db: Queryable): Promise<JobCount[]> {
  const { rows } = await db.query<JobCount>(
    'SELECT dataset, status, count(*) AS jobs FROM etl.etl_job_run GROUP BY dataset, status',
  );
  return rows;
}
