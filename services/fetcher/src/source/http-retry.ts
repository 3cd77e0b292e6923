import { setTimeout as pause } from 'node:timers/promises';

import { RetryableError, TerminalError } from '@regpipe/contracts';

import type { SourceOptions } from './raw-source.ts';

const MAX_RETRY_AFTER_MS = 60_000;

/** How often the source may still fail. One budget serves a whole download and is refilled by progress. */
export class RetryBudget {
  readonly #options: SourceOptions;
  #used = 0;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /** The attempt's result, retried within the budget. */
  async run<T>(attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        await this.spend(error);
      }
    }
  }

  /**
   * Waits until the next attempt may be made.
   * @throws the failure itself when it is no RetryableError; a TerminalError when the budget is used up
   */
  async spend(failure: unknown): Promise<void> {
    const { signal, retryDelaysMs, log } = this.#options;
    signal.throwIfAborted();
    if (!(failure instanceof RetryableError)) throw failure;

    const delayMs = retryDelaysMs[this.#used];
    if (delayMs === undefined) throw this.#exhausted(failure);
    this.#used += 1;

    const waitMs = Math.max(delayMs, askedPauseMs(failure));
    log?.warn({ ...failure.fields, code: failure.code, retry: this.#used, waitMs }, failure.message);
    await pause(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }

  /** Bytes have flowed: the source works, so the next failure is a new one. */
  refill(): void {
    this.#used = 0;
  }

  #exhausted(failure: RetryableError): TerminalError {
    const attempts = this.#used + 1;
    const suffix = attempts > 1 ? ` (after ${attempts} attempts)` : '';
    return new TerminalError(failure.code, failure.message + suffix, {
      cause: failure,
      fields: { ...failure.fields, attempts },
    });
  }
}

/** Retry-After as milliseconds from now, at most a minute; null when it is absent or makes no sense. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const waitMs = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), MAX_RETRY_AFTER_MS);
}

function askedPauseMs(failure: RetryableError): number {
  const asked = failure.fields['retryAfterMs'];
  return typeof asked === 'number' ? asked : 0;
}
