import type { Job } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { JOB_VIEW } from './job-view.ts';
import { maskJobSource } from './mask-job-source.ts';

/** One job, or undefined when there is none with this id. */
export async function getJob(db: Queryable, id: number): Promise<Job | undefined> {
  const { rows } = await db.query<Job>(`${JOB_VIEW} WHERE j.id = $1`, [id]);
  return rows[0] && maskJobSource(rows[0]);
}
