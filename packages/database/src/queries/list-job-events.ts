import type { TimelineEntry } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** What happened to a job, oldest first. */
export async function listJobEvents(db: Queryable, jobId: number): Promise<TimelineEntry[]> {
  const { rows } = await db.query<TimelineEntry>(
    'SELECT at, attempt, type, data FROM etl.job_event WHERE job_id = $1 ORDER BY at, id',
    [jobId],
  );
  return rows;
}
