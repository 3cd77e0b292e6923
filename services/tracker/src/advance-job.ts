import { changeStatus, refreshCounts } from '@regpipe/database';

import { sendPublish } from './send-commands.ts';
import { skipSameContent } from './skip-job.ts';
import { announce, type TrackerContext } from './tracker-context.ts';

/**
 * Folds the ledger into a job's row, and has it published once every record of the source is accounted for, unless the
 * same is live already. May run any number of times, in any number of trackers: only one of them changes the status.
 */
export async function advanceJob(tracker: TrackerContext, jobId: number): Promise<void> {
  const { pool } = tracker.database;
  const folded = await refreshCounts(pool, jobId);
  // The total and the hash are written at once: who has seen the one does not overlook the other.
  if (folded?.total !== null && (await skipSameContent(tracker, jobId))) return;
  const complete = folded?.total !== null && folded?.accounted === folded?.total;
  if (folded !== undefined && complete) {
    const changed = await changeStatus(pool, { jobId, from: ['queued', 'running'], to: 'publishing' });
    const job = await announce(tracker, jobId);
    if (changed && job !== undefined) await sendPublish(tracker, job);
    return;
  }
  await announce(tracker, jobId);
}
