import { setTimeout as pause } from 'node:timers/promises';

import { ApiError } from './cli-error.ts';

export interface WatchOptions {
  /** Ends the watching, never what is watched. */
  readonly signal?: AbortSignal;
  readonly intervalMs?: number;
  /** How long the gateway may be away before watching gives up. */
  readonly toleranceMs?: number;
  /** Called for each try without an answer. */
  readonly onAway?: (error: ApiError) => void;
}

const INTERVAL_MS = 250;
const TOLERANCE_MS = 60_000;

/**
 * Yields something again and again until it is over; the last one yielded is the one that is, unless the signal ended the
 * watching first. A gateway that restarts meanwhile goes unnoticed.
 *
 * @throws ApiError at once when the API refuses, and after `toleranceMs` without a usable answer
 */
export async function* watch<T>(
  look: (signal?: AbortSignal) => Promise<T>,
  isOver: (seen: T) => boolean,
  options: WatchOptions = {},
): AsyncGenerator<T, void, void> {
  const { signal, intervalMs = INTERVAL_MS, toleranceMs = TOLERANCE_MS } = options;
  let lastAnswerAt = performance.now();
  while (!signal?.aborted) {
    try {
      const seen = await look(signal);
      lastAnswerAt = performance.now();
      yield seen;
      if (isOver(seen)) return;
    } catch (error) {
      if (signal?.aborted) return;
      const tolerable = error instanceof ApiError && error.passing;
      if (!tolerable || performance.now() - lastAnswerAt > toleranceMs) throw error;
      options.onAway?.(error);
    }
    try {
      await pause(intervalMs, undefined, signal === undefined ? {} : { signal });
    } catch {
      // The pause fails only by the signal, which ends the loop.
    }
  }
}
