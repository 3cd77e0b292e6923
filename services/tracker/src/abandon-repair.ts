import type { Job } from '@regpipe/contracts';
import { abandonRepair as abandonInDatabase } from '@regpipe/database';

import { purgeChunks } from './drop-remains.ts';
import { sendDiscard } from './send-commands.ts';
import { announce, type TrackerContext } from './tracker-context.ts';

/**
 * Gives up the repair of a job, which is partial again as before; its version stays as it is. Gives false when there was
 * none any more.
 */
export async function abandonRepair(tracker: TrackerContext, job: Job): Promise<boolean> {
  const repair = await abandonInDatabase(tracker.database, job.id);
  if (repair === undefined) return false;
  tracker.log.info(
    { event: 'repair_given_up', job_run_id: job.id },
    `The repair of job ${job.id} is given up`,
  );
  await purgeChunks(tracker, job.dataset, job.id);
  await sendDiscard(tracker, job.dataset, job.id, repair);
  await announce(tracker, job.id);
  return true;
}
