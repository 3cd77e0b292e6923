import type { JobEvent } from '@regpipe/contracts';
import { getJob, recordSource, skipJob, skipJobOfSameContent } from '@regpipe/database';

import { dropRemains } from './drop-remains.ts';
import { reportEnd } from './report-end.ts';
import { announce, type TrackerContext } from './tracker-context.ts';

/** Ends a job whose source the fetcher has opened and found to be what the live publication was made of. */
export async function skipUnchanged(
  tracker: TrackerContext,
  event: Extract<JobEvent, { type: 'source.unchanged' }>,
): Promise<void> {
  const { pool } = tracker.database;
  const { jobId, dataset, attempt } = event.metadata;
  const { identity, publishedBy, by } = event.data;
  const job = await getJob(pool, jobId);
  // What an earlier attempt has found is no news about this one.
  if (job?.attempt !== attempt) return;
  await recordSource(pool, jobId, { identity, sourceStamp: null });
  const ended = await skipJob(pool, { jobId, attempt, publishedBy, by });
  if (ended) await tellSkipped(tracker, jobId);
  // Also when the fact comes again: who heard it first may have died before the tables were dropped.
  if (ended || job.status === 'skipped') await dropRemains(tracker, dataset, jobId);
}

/**
 * Ends a job whose source turned out to hold, byte for byte, what is live already. May be called at any time and any
 * number of times; gives true when it was this call that ended the job.
 */
export async function skipSameContent(tracker: TrackerContext, jobId: number): Promise<boolean> {
  if (!(await skipJobOfSameContent(tracker.database.pool, jobId))) return false;
  const job = await tellSkipped(tracker, jobId);
  if (job !== undefined) await dropRemains(tracker, job.dataset, jobId);
  return true;
}

async function tellSkipped(tracker: TrackerContext, jobId: number): ReturnType<typeof announce> {
  const job = await announce(tracker, jobId);
  await reportEnd(tracker, jobId);
  return job;
}
