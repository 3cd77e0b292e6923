import { setTimeout as pause } from 'node:timers/promises';

import { AwsFailure } from './aws-failure.ts';

/** How something in AWS is waited for. */
export interface Patience {
  readonly pollMs: number;
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** AWS is busy or out of reach for now: it is asked again. */
  readonly onAway: (failure: AwsFailure) => void;
}

/**
 * Looks again and again until there is a result; a look that AWS does not let through for now counts as one that shows
 * nothing.
 *
 * @returns undefined when the time is over
 * @throws AwsFailure that will not pass; what an abort throws
 */
export async function watch<Result>(
  look: () => Promise<Result | undefined>,
  { pollMs, limitMs, signal, onAway }: Patience,
): Promise<Result | undefined> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    try {
      const result = await look();
      if (result !== undefined) return result;
    } catch (error) {
      if (signal.aborted || !(error instanceof AwsFailure) || !error.passing) throw error;
      onAway(error);
    }
    await pause(pollMs, undefined, { signal });
  }
  return undefined;
}
