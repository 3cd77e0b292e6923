import { isActive, type Job, RefusedError } from '@regpipe/contracts';
import { cancelJob as cancelInDatabase } from '@regpipe/database';

import { abandonRepair } from './abandon-repair.ts';
import { dropRemains } from './drop-remains.ts';
import { observeEnd } from './observe-end.ts';
import { requireJob } from './start-job.ts';
import { announce, type TrackerContext } from './tracker-context.ts';

/**
 * Ends a job by request: from this moment nothing of it can be published. Chunks on their way are dropped, its tables
 * follow as soon as their last writer lets go. Of a repair only that ends: the job is partial as before, and its version
 * stays as it is.
 *
 * @throws RefusedError JOB_NOT_FOUND, JOB_NOT_CANCELLABLE
 */
export async function cancelJob(tracker: TrackerContext, jobId: number): Promise<Job> {
  const job = await requireJob(tracker, jobId);
  if (job.repair !== null && (await abandonRepair(tracker, job))) {
    const partial = await requireJob(tracker, jobId);
    // One that had stopped midway has ended before.
    if (isActive(job.status)) await observeEnd(tracker, partial);
    return partial;
  }
  if (!(await cancelInDatabase(tracker.database.pool, jobId))) {
    throw new RefusedError('JOB_NOT_CANCELLABLE', `Job ${jobId} has ended already (${job.status}).`, {
      fields: { job_id: jobId, job_status: job.status },
    });
  }
  tracker.log.info({ event: 'etl_cancelled', job_run_id: jobId }, `Job ${jobId} cancelled`);
  await dropRemains(tracker, job.dataset, jobId);
  const ended = (await announce(tracker, jobId)) ?? job;
  await observeEnd(tracker, ended);
  return ended;
}
