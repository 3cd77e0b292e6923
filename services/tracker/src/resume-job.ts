import {
  isActive,
  isGuardCode,
  isResumable,
  type Job,
  RefusedError,
  type ResumeJob,
} from '@regpipe/contracts';
import { acceptJob, findActiveJob, refreshCounts, resumeJob as resumeInDatabase } from '@regpipe/database';

import { abandonRepair } from './abandon-repair.ts';
import { advanceJob } from './advance-job.ts';
import { notRedrivable } from './not-redrivable.ts';
import { sendBeginning } from './send-commands.ts';
import { alreadyRunning, requireJob } from './start-job.ts';
import { announce, type TrackerContext } from './tracker-context.ts';

/** An active job this long without a sign of life is taken up anew when someone asks for it. */
const SILENT_MS = 30_000;

/**
 * Lets a failed or interrupted job go on from what its ledger holds, as its next attempt; so an active one that has
 * fallen silent. One that works is given as it is. With `accept` no guard stops it.
 * A repair goes on with its dead letters, as long as its version is live.
 *
 * @throws RefusedError JOB_NOT_FOUND, JOB_NOT_RESUMABLE, JOB_NOT_REDRIVABLE, JOB_RUNNING
 */
export async function resumeJob(tracker: TrackerContext, { jobId, accept = false }: ResumeJob): Promise<Job> {
  const before = await requireJob(tracker, jobId);
  if (before.repair !== null && isResumable(before.status) && before.publication?.live !== true) {
    await abandonRepair(tracker, before);
    throw notRedrivable(before);
  }
  const result = await resumeInDatabase(tracker.database, jobId, SILENT_MS, accept);
  if (result === 'another-is-running')
    throw alreadyRunning(before.dataset, (await findActiveJob(tracker.database.pool, before.dataset)) ?? 0);
  if (result === 'not-resumable') {
    // Whoever asks after a restart wants it to go on, and it does.
    if (isActive(before.status)) return accept ? acceptActive(tracker, before) : before;
    throw notResumable(before);
  }
  const job = await requireJob(tracker, jobId);
  tracker.log.info({ event: 'etl_resumed', job_run_id: jobId, attempt: job.attempt }, `Job ${jobId} goes on`);
  const folded = await refreshCounts(tracker.database.pool, jobId);
  // Everything is in, only publishing is left: the source is not asked again, it may have changed since.
  if (folded?.accounted === folded?.total) await advanceJob(tracker, jobId);
  else await sendBeginning(tracker, job);
  return (await announce(tracker, jobId)) ?? job;
}

/** It has not come to the guards yet, or will come again. */
async function acceptActive(tracker: TrackerContext, job: Job): Promise<Job> {
  await acceptJob(tracker.database.pool, job.id);
  return (await announce(tracker, job.id)) ?? job;
}

function notResumable(job: Job): RefusedError {
  const fields = { job_id: job.id, job_status: job.status };
  if (job.mode === 'dry-run' && isGuardCode(job.error_code)) {
    const message = `Job ${job.id} is a dry run that has told all it can: a guard would stop the publication.`;
    return new RefusedError('JOB_NOT_RESUMABLE', message, { fields });
  }
  if (isResumable(job.status)) {
    const message = `Job ${job.id} cannot go on: what it had loaded was given up for a newer job.`;
    return new RefusedError('JOB_SUPERSEDED', message, { fields });
  }
  const message = `Job ${job.id} cannot go on: it is in state "${job.status}".`;
  return new RefusedError('JOB_NOT_RESUMABLE', message, { fields });
}
