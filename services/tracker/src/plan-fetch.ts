import { type FetchPlan, isActive } from '@regpipe/contracts';
import { readCheckpoint, readPublishedSource, readSource } from '@regpipe/database';

import { requireJob } from './start-job.ts';
import type { TrackerContext } from './tracker-context.ts';

/**
 * Tells the fetcher whether a job is still wanted, where the ledger says that fetching goes on, and what the source must
 * not be any more for it to be worth reading.
 */
export async function planFetch(tracker: TrackerContext, jobId: number, attempt: number): Promise<FetchPlan> {
  const { pool } = tracker.database;
  const job = await requireJob(tracker, jobId);
  const ledger = await readCheckpoint(pool, jobId);
  return {
    ...ledger,
    wanted:
      isActive(job.status) && job.status !== 'publishing' && job.attempt === attempt && job.repair === null,
    identity: await readSource(pool, jobId),
    published: await readPublishedSource(pool, jobId),
  };
}
