import type { Delivery } from '@regpipe/bus';

import { readTick } from './read-tick.ts';
import { runTick } from './run-tick.ts';
import type { TrackerContext } from './tracker-context.ts';

/** Deals with one message of the stream SCHEDULE. One that names nothing is told and done with. */
export async function handleTick(tracker: TrackerContext, delivery: Delivery): Promise<void> {
  const tick = readTick(delivery);
  if (tick !== undefined) {
    await runTick(tracker, tick);
    return;
  }
  const { subject } = delivery;
  tracker.log.warn({ event: 'tick_ignored', subject }, 'A tick whose subject names no schedule');
}
