/** Repeats work until stopped; the next turn never overlaps the last. `stop` waits for the turn at work. */
export function repeatEvery(
  intervalMs: number,
  work: () => Promise<void>,
): { readonly stop: () => Promise<void> } {
  let turn = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const next = () => {
    turn = work().finally(() => {
      if (!stopped) timer = setTimeout(next, intervalMs);
    });
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
