import { purgeSubject } from '@regpipe/bus';
import { type Job, RefusedError, subjects } from '@regpipe/contracts';
import { cancelJob as cancelInDatabase } from '@regpipe/database';

import { sendDiscard } from './send-commands.ts';
import { requireJob } from './start-job.ts';
import { announce, announceStop, type TrackerContext } from './tracker-context.ts';

/**
 * Ends a job by request: from this moment nothing of it can be published. Chunks on their way are dropped, its tables
 * follow as soon as their last writer lets go.
 *
 * @throws RefusedError JOB_NOT_FOUND, JOB_NOT_CANCELLABLE
 */
export async function cancelJob(tracker: TrackerContext, jobId: number): Promise<Job> {
  const job = await requireJob(tracker, jobId);
  if (!(await cancelInDatabase(tracker.database.pool, jobId))) {
    throw new RefusedError('JOB_NOT_CANCELLABLE', `Job ${jobId} has ended already (${job.status}).`, {
      fields: { job_id: jobId, status: job.status },
    });
  }
  tracker.log.info({ event: 'etl_cancelled', job_run_id: jobId }, `Job ${jobId} cancelled`);
  await announceStop(tracker, jobId);
  await purgeSubject(tracker.bus, 'RAW', subjects.chunk('raw', job.dataset, jobId));
  await purgeSubject(tracker.bus, 'CLEAN', subjects.chunk('clean', job.dataset, jobId));
  await sendDiscard(tracker, job.dataset, jobId);
  return (await announce(tracker, jobId)) ?? job;
}
