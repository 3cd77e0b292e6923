/** Work that runs again and again, never twice at once, and at once when asked. */
export interface Repetition {
  /** Waits for the run at work. */
  stop(): Promise<void>;
}

/** Work that takes longer with a larger job (summing its ledger, for one) is done less often, not for more of the time. */
const PAUSE_FOR_RUN = 10;

/**
 * Runs `work` every `intervalMs`, measured from the end of one run to the start of the next; after a long run the pause
 * is ten times as long as it was.
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
        schedule(Math.max(intervalMs, PAUSE_FOR_RUN * (performance.now() - started)));
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
