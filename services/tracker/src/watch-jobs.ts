import { interruptSilentJobs, listActiveJobs, listQuietJobs } from '@regpipe/database';

import { advanceJob } from './advance-job.ts';
import { reportEnd } from './report-end.ts';
import { sendBeginning, sendPublish } from './send-commands.ts';
import { announce, announceStop, type TrackerContext } from './tracker-context.ts';

/** A command that nobody has taken up for this long is sent again. */
const RESEND_AFTER_MS = 15_000;

/**
 * Looks after every active job: what events may have missed is folded from the ledger, a command that was lost between a
 * status change and its sending is sent again, and a job without a sign of life is given up as interrupted.
 *
 * @param resendAfterMs 0 for a tracker that has just started, whose predecessor may have died in between
 */
export async function watchJobs(tracker: TrackerContext, resendAfterMs = RESEND_AFTER_MS): Promise<void> {
  const { pool } = tracker.database;
  for (const id of await interruptSilentJobs(pool, tracker.interruptAfterMs)) {
    await announceStop(tracker, id);
    await announce(tracker, id);
    await reportEnd(tracker, id);
  }
  const quiet = new Set(await listQuietJobs(pool, resendAfterMs));
  for (const job of await listActiveJobs(pool)) {
    if (job.status !== 'publishing') await advanceJob(tracker, job.id);
    if (!quiet.has(job.id)) continue;
    if (job.status === 'queued') await sendBeginning(tracker, job);
    if (job.status === 'publishing') await sendPublish(tracker, job);
  }
}
