/** Work that runs again and again, never twice at once, and at once when asked. */
export interface Repetition {
  /** Waits for the run at work. */
  stop(): Promise<void>;
}

/** Work that takes longer with a larger job (summing its ledger, for one) is done less often, not for more of the time. */
const PAUSE_FOR_RUN = 10;
/** A run that was slow because PostgreSQL was away says nothing about the next: after a minute's outage nobody waits for ten. */
const LONGEST_PAUSE_MS = 3_000;

/**
 * Runs `work` every `intervalMs`, measured from the end of one run to the start of the next; after a long run the pause
 * is ten times as long as it was, but at most three seconds (or the interval, where that is longer).
 */
export function repeat(intervalMs: number, work: () => Promise<void>): Repetition {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const schedule = (pauseMs: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      const started = performance.now();
      running = work().finally(() => {
        const restMs = Math.min(PAUSE_FOR_RUN * (performance.now() - started), LONGEST_PAUSE_MS);
        schedule(Math.max(intervalMs, restMs));
      });
    }, pauseMs);
  };
  schedule(intervalMs);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
