import { setTimeout as pause } from 'node:timers/promises';

const LONGEST_PAUSE_MS = 5_000;

export interface Patience {
  readonly signal: AbortSignal;
  /** Doubles with each failure, up to five seconds. */
  readonly firstPauseMs: number;
}

/**
 * Repeats work until it succeeds.
 *
 * @param failed is told of each failure and of the pause that follows; throws what is not to be repeated
 * @throws what `failed` throws, and anything once the signal is aborted
 */
export async function untilDone<T>(
  { signal, firstPauseMs }: Patience,
  work: () => Promise<T>,
  failed: (error: unknown, pauseMs: number) => void | Promise<void>,
): Promise<T> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw error;
      await failed(error, pauseMs);
    }
    await pause(pauseMs, undefined, { signal });
  }
}
