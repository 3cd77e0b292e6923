import { setTimeout as pause } from 'node:timers/promises';

import { isSettled, type Job } from '@regpipe/contracts';

import type { ApiClient } from './api-client.ts';
import { ApiError } from './cli-error.ts';

export interface WatchOptions {
  /** Ends the watching, never the job. */
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
 * Yields a job again and again until it is settled; the last one yielded is the settled one, unless the signal ended the
 * watching first. A gateway that restarts meanwhile goes unnoticed.
 *
 * @throws ApiError at once when the API refuses, and after `toleranceMs` without a usable answer
 */
export async function* watchJob(
  api: Pick<ApiClient, 'job'>,
  jobId: number,
  options: WatchOptions = {},
): AsyncGenerator<Job, void, void> {
  const { signal, intervalMs = INTERVAL_MS, toleranceMs = TOLERANCE_MS } = options;
  let lastAnswerAt = performance.now();
  while (!signal?.aborted) {
    try {
      const job = await api.job(jobId, signal);
      lastAnswerAt = performance.now();
      yield job;
      if (isSettled(job.status)) return;
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
