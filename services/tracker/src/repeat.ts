/** Work that runs again and again, never twice at once, and at once when asked. */
export interface Repetition {
  /** Waits for the run at work. */
  stop(): Promise<void>;
}

/** Runs `work` every `intervalMs`, measured from the end of one run to the start of the next. */
export function repeat(intervalMs: number, work: () => Promise<void>): Repetition {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const schedule = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = work().finally(schedule);
    }, intervalMs);
  };
  schedule();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
