import { purgeSubject } from '@regpipe/bus';
import { subjects } from '@regpipe/contracts';

import { sendDiscard } from './send-commands.ts';
import { announceStop, type TrackerContext } from './tracker-context.ts';

/** Clears away what is left of a job that will never publish: its fetch, its chunks on their way, its tables. */
export async function dropRemains(tracker: TrackerContext, dataset: string, jobId: number): Promise<void> {
  await announceStop(tracker, jobId);
  await purgeChunks(tracker, dataset, jobId);
  await sendDiscard(tracker, dataset, jobId);
}

/** Drops a job's chunks on their way. */
export async function purgeChunks({ bus }: TrackerContext, dataset: string, jobId: number): Promise<void> {
  await purgeSubject(bus, 'RAW', subjects.chunk('raw', dataset, jobId));
  await purgeSubject(bus, 'CLEAN', subjects.chunk('clean', dataset, jobId));
}
