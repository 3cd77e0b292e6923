import { purgeSubject } from '@regpipe/bus';
import { subjects } from '@regpipe/contracts';

import { sendDiscard } from './send-commands.ts';
import { announceStop, type TrackerContext } from './tracker-context.ts';

/** Clears away what is left of a job that will never publish: its fetch, its chunks on their way, its tables. */
export async function dropRemains(tracker: TrackerContext, dataset: string, jobId: number): Promise<void> {
  await announceStop(tracker, jobId);
  await purgeSubject(tracker.bus, 'RAW', subjects.chunk('raw', dataset, jobId));
  await purgeSubject(tracker.bus, 'CLEAN', subjects.chunk('clean', dataset, jobId));
  await sendDiscard(tracker, dataset, jobId);
}
