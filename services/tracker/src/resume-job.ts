import { isResumable, type Job, RefusedError } from '@regpipe/contracts';
import { resumeJob as resumeInDatabase } from '@regpipe/database';

import { sendFetch } from './send-commands.ts';
import { alreadyRunning, requireJob } from './start-job.ts';
import { announce, type TrackerContext } from './tracker-context.ts';

/**
 * Lets a failed or interrupted job go on from what its ledger holds, as its next attempt.
 *
 * @throws RefusedError JOB_NOT_FOUND, JOB_NOT_RESUMABLE, JOB_RUNNING
 */
export async function resumeJob(tracker: TrackerContext, jobId: number): Promise<Job> {
  const before = await requireJob(tracker, jobId);
  const result = await resumeInDatabase(tracker.database, jobId);
  if (result === 'another-is-running')
    throw alreadyRunning(before.dataset, await findRunning(tracker, before));
  if (result === 'not-resumable') throw notResumable(before);
  const job = await requireJob(tracker, jobId);
  tracker.log.info({ event: 'etl_resumed', job_run_id: jobId, attempt: job.attempt }, `Job ${jobId} goes on`);
  await sendFetch(tracker, job);
  await announce(tracker, jobId);
  return job;
}

function notResumable(job: Job): RefusedError {
  const reason = isResumable(job.status)
    ? `what it had loaded was given up for a newer job`
    : `it is in state "${job.status}"`;
  return new RefusedError('JOB_NOT_RESUMABLE', `Job ${job.id} cannot go on: ${reason}.`, {
    fields: { job_id: job.id, status: job.status },
  });
}

async function findRunning(tracker: TrackerContext, job: Job): Promise<number> {
  const { rows } = await tracker.database.pool.query<{ id: number }>(
    `SELECT id FROM etl.etl_job_run WHERE dataset = $1 AND status IN ('queued', 'running', 'publishing')`,
    [job.dataset],
  );
  return rows[0]?.id ?? 0;
}
