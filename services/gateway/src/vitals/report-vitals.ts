import { type Logger, paused } from '@regpipe/runtime';

import type { SystemFacts } from '../metrics/system-facts.ts';
import { logVitals, type Vitals } from './log-vitals.ts';

export interface VitalsOptions {
  readonly facts: Pick<SystemFacts, 'read'>;
  /** Pause from one report to the next; 0 makes none. */
  readonly intervalMs: number;
  readonly log: Logger;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** The first report: by then a service that has just started sees the others. */
const FIRST_MS = 1_000;

/**
 * Logs the system's vital signs every so often, until the signal. One reading at a time, each within a limit: a server
 * that hangs delays the next report and piles up nothing. That a server does not answer is said once, until it does.
 */
export async function reportVitals({ facts, intervalMs, log, signal }: VitalsOptions): Promise<void> {
  if (intervalMs === 0) return;
  const unread = new Set<keyof Vitals>();
  for (let pauseMs = Math.min(FIRST_MS, intervalMs); await paused(pauseMs, signal); pauseMs = intervalMs) {
    const { database, streams } = await facts.read();
    // What is released meanwhile does not answer, which is no trouble.
    if (signal.aborted) return;
    const vitals: Vitals = { database: database.facts, streams: streams.facts };
    for (const source of ['database', 'streams'] as const) {
      if (vitals[source] !== undefined) unread.delete(source);
      else if (!unread.has(source)) {
        unread.add(source);
        log.warn({ event: 'vitals_unread', source }, `The ${source} cannot be measured until they answer`);
      }
    }
    logVitals(log, vitals);
  }
}
