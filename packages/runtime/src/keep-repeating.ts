import { paused } from './paused.ts';

export interface Repetition {
  /** Ends it; the work at hand is waited for. */
  readonly signal: AbortSignal;
  /** Gives the milliseconds until the next time. */
  work(): Promise<number>;
  /** Milliseconds until the next time after a failure. */
  readonly retryMs: number;
  /** Told of a failure; `warn` of the first one, `debug` of those that follow until it succeeds again. */
  failed(error: unknown, level: 'warn' | 'debug'): void;
  /** Told of the first success after failures. */
  recovered?(): void;
}

/** Does something again and again until the signal, whatever becomes of it each time. */
export async function keepRepeating(repetition: Repetition): Promise<void> {
  const { signal, retryMs } = repetition;
  let troubled = false;
  let pauseMs = 0;
  while (await paused(pauseMs, signal)) {
    try {
      pauseMs = await repetition.work();
      if (troubled) repetition.recovered?.();
      troubled = false;
    } catch (error) {
      // What fails because of the end is no failure.
      if (signal.aborted) return;
      repetition.failed(error, troubled ? 'debug' : 'warn');
      troubled = true;
      pauseMs = retryMs;
    }
  }
}
