import { isTransient } from '@regpipe/database';
import type { Metrics } from '@regpipe/metrics';
import { type Logger, untilDone } from '@regpipe/runtime';

const FIRST_PAUSE_MS = 100;

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
  return untilDone({ signal, firstPauseMs: FIRST_PAUSE_MS }, work, (error, pauseMs) => {
    if (!isTransient(error)) throw error;
    metrics.count('regpipe_database_retries_total', {});
    const fields = { event: 'database_retried', err: error, pause_ms: pauseMs };
    log.warn(fields, 'PostgreSQL is not available; waiting');
  });
}
