/*
 * Work at a fixed rate, whether or not what came before is done: an open loop, as of many users who know nothing of each
 * other. A time counts from when the work was due, so that what is held up behind others shows it.
 */

export interface OpenLoop {
  /** Begins nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Calls `work` so many times a second with its number, from 0 on, and with the moment at which it was due.
 *
 * @param phase 0 to 1: so far into its first interval it begins, so that several loops do not come in step
 */
export function startOpenLoop(
  perSecond: number,
  work: (number: number, dueMs: number) => Promise<void>,
  phase = 0,
): OpenLoop {
  const startMs = nowMs() + (phase * 1000) / perSecond;
  const waiting = new Set<Promise<void>>();
  let started = 0;
  let stopped = false;
  const startDue = () => {
    if (stopped) return;
    for (;;) {
      const dueMs = startMs + (started * 1000) / perSecond;
      if (dueMs > nowMs()) {
        setTimeout(startDue, Math.max(1, dueMs - nowMs()));
        return;
      }
      const done = work(started, dueMs);
      waiting.add(done);
      void done.then(() => waiting.delete(done));
      started += 1;
    }
  };
  startDue();
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(waiting);
    },
  };
}

/** Milliseconds since the epoch; the same clock in every process of the machine, and finer than Date.now(). */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
