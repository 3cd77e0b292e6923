import type { Job } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { JOB_VIEW } from './job-view.ts';
import { maskJobSource } from './mask-job-source.ts';

/** Every job that occupies its data set. */
export async function listActiveJobs(db: Queryable): Promise<Job[]> {
  const { rows } = await db.query<Job>(`${JOB_VIEW} WHERE j.status IN ('queued', 'running', 'publishing')`);
  return rows.map(maskJobSource);
}
