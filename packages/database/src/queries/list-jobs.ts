import type { Job, JobMode, JobStatus } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { JOB_VIEW } from '../jobs/job-view.ts';
import { maskJobSource } from '../jobs/mask-job-source.ts';

export interface JobFilter {
  readonly dataset?: string | undefined;
  readonly statuses?: readonly JobStatus[] | undefined;
  readonly mode?: JobMode | undefined;
  /** Only jobs older than this one: the last of the page before. */
  readonly beforeId?: number | undefined;
  readonly limit: number;
}

/** Jobs, newest first. */
export async function listJobs(db: Queryable, filter: JobFilter): Promise<Job[]> {
  const { rows } = await db.query<Job>(
    `${JOB_VIEW}
      WHERE ($1::text IS NULL OR j.dataset = $1)
        AND ($2::text[] IS NULL OR j.status = ANY ($2))
        AND ($3::text IS NULL OR j.mode = $3)
        AND ($4::bigint IS NULL OR j.id < $4)
      ORDER BY j.id DESC
      LIMIT $5`,
    [filter.dataset, filter.statuses, filter.mode, filter.beforeId, filter.limit],
  );
  return rows.map(maskJobSource);
}
