import { countMessages } from '@regpipe/bus';
import { errorMessage, subjects } from '@regpipe/contracts';
import { listFetchedChunks, recordTransformedChunks } from '@regpipe/database';

import type { TrackerContext } from './tracker-context.ts';

/**
 * Finds out how many chunks of each loading job have been transformed, as nobody says so: those that were fetched and do
 * not lie in RAW any more. The stream is asked after the number of fetched chunks was noted, so that what has been sent
 * meanwhile only makes the result smaller. It is never too large and never waited for: it is there to be shown, and
 * nothing that counts follows from it.
 */
export async function countTransformed(tracker: TrackerContext): Promise<void> {
  const { bus, database, log } = tracker;
  if (!bus.isConnected()) return;
  for (const { jobId, dataset, attempt, fetched } of await listFetchedChunks(database.pool)) {
    try {
      const left = await countMessages(bus, 'RAW', subjects.chunk('raw', dataset, jobId));
      // Chunks of an earlier attempt may still lie there, too.
      await recordTransformedChunks(database.pool, jobId, attempt, Math.max(fetched - left, 0));
    } catch (error) {
      log.debug({ event: 'transformed_not_counted', job_run_id: jobId, err: error }, errorMessage(error));
    }
  }
}
