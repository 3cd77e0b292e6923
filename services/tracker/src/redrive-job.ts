import { findDeadLetters } from '@regpipe/bus';
import { type Job, RefusedError } from '@regpipe/contracts';
import { findActiveJob, listDeadChunks, redriveJob as redriveInDatabase } from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';

import { notRedrivable } from './not-redrivable.ts';
import { nameOfDead } from './resend-dead-letters.ts';
import { resumeJob } from './resume-job.ts';
import { sendRedrive } from './send-commands.ts';
import { alreadyRunning, requireJob } from './start-job.ts';
import { announce, type TrackerContext } from './tracker-context.ts';

/**
 * Begins to repair a partial job whose version is live: its dead letters are sent again, and what comes of them is merged
 * into the version. A repair that works is given as it is; one that has stopped midway goes on.
 *
 * @throws RefusedError JOB_NOT_FOUND, JOB_NOT_REDRIVABLE, DEAD_LETTERS_GONE, JOB_RUNNING
 */
export async function redriveJob(tracker: TrackerContext, jobId: number): Promise<Job> {
  const before = await requireJob(tracker, jobId);
  if (before.repair !== null) return resumeJob(tracker, { jobId });
  if (before.status !== 'partial' || before.publication?.live !== true) throw notRedrivable(before);
  if (!(await hasDeadLetter(tracker, before))) {
    const message = `None of the dead letters of job ${jobId} is kept any more.`;
    throw new RefusedError('DEAD_LETTERS_GONE', message, { fields: { job_id: jobId } });
  }
  const { tables } = findDataset(before.dataset);
  const result = await redriveInDatabase(tracker.database, jobId, tables);
  if (result === 'another-is-running')
    throw alreadyRunning(before.dataset, (await findActiveJob(tracker.database.pool, before.dataset)) ?? 0);
  const job = await requireJob(tracker, jobId);
  if (result === 'not-redrivable') {
    // Somebody else asked for the same a moment ago.
    if (job.repair !== null) return job;
    throw notRedrivable(job);
  }
  tracker.log.info(
    { event: 'etl_redriven', job_run_id: jobId, attempt: job.attempt },
    `Job ${jobId} is being repaired`,
  );
  await sendRedrive(tracker, job);
  return (await announce(tracker, jobId)) ?? job;
}

/** Reads no further than to the first that would bring something. */
async function hasDeadLetter({ bus, database }: TrackerContext, job: Job): Promise<boolean> {
  const dead = new Set((await listDeadChunks(database.pool, job.id)).map(nameOfDead));
  for await (const letter of findDeadLetters(bus, job.dataset, job.id)) {
    if (dead.has(nameOfDead(letter))) return true;
  }
  return false;
}
