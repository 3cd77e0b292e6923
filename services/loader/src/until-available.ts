import { setTimeout as pause } from 'node:timers/promises';

import { isTransient } from '@regpipe/database';
import type { Metrics } from '@regpipe/metrics';
import type { Logger } from '@regpipe/runtime';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Told of each time that work has to wait. */
export interface AvailabilityObserver {
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * Repeats work while PostgreSQL is away, restarting or short of something: for as long as it takes, as the message is
 * held meanwhile and a chunk must not end in the dead letters because of an outage.
 */
export async function untilAvailable<T>(
  { log, metrics }: AvailabilityObserver,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isTransient(error)) throw error;
      metrics.count('regpipe_database_retries_total', {});
      log.warn(
        { event: 'database_retried', err: error, pause_ms: pauseMs },
        'PostgreSQL is not available; waiting',
      );
    }
    await pause(pauseMs, undefined, { signal });
  }
}
