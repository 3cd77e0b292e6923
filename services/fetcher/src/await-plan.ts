import { setTimeout as pause } from 'node:timers/promises';

import { errorMessage, type FetchCommand, type FetchPlan, RefusedError } from '@regpipe/contracts';
import { call, type Logger } from '@regpipe/runtime';
import type { ServiceBroker } from 'moleculer';

const PAUSE_MS = 500;

/** Asks the tracker whether the job is still wanted and where it goes on; waits for a tracker that is away. */
export async function awaitPlan(
  broker: ServiceBroker,
  command: FetchCommand,
  log: Logger,
  signal: AbortSignal,
): Promise<FetchPlan> {
  for (;;) {
    try {
      return await call(broker, 'tracker.fetchPlan', { jobId: command.jobId, attempt: command.attempt });
    } catch (error) {
      if (!(error instanceof RefusedError) || error.code !== 'TRACKER_UNAVAILABLE') throw error;
      log.debug({ event: 'plan_awaited', job_run_id: command.jobId, err: error }, errorMessage(error));
    }
    await pause(PAUSE_MS, undefined, { signal });
  }
}
