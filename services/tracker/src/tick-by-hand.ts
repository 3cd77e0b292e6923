import { RefusedError, type ScheduleRun } from '@regpipe/contracts';
import { readClock } from '@regpipe/database';

import { runTick } from './run-tick.ts';
import type { TrackerContext } from './tracker-context.ts';

/**
 * Runs a schedule now, whether it is paused or has ended: what came of it is kept with its runs.
 *
 * @throws RefusedError SCHEDULE_NOT_FOUND
 */
export async function tickByHand(tracker: TrackerContext, schedule: string): Promise<ScheduleRun> {
  const dueAt = await readClock(tracker.database.pool);
  const run = await runTick(tracker, { schedule, dueAt, by: 'hand' });
  if (run !== undefined) return run;
  throw new RefusedError('SCHEDULE_NOT_FOUND', `There is no schedule "${schedule}".`, {
    fields: { schedule },
  });
}
