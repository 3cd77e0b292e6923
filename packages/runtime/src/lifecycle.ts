import { errorMessage } from '@regpipe/contracts';

import type { Logger } from './logger.ts';

/** Collects what must be released, and releases it last in first out. */
export interface Lifecycle {
  /** Aborted as soon as the process is asked to end. */
  readonly signal: AbortSignal;
  /** Registers a releaser; called once at the end. A promise that it gives is awaited. */
  onStop(name: string, release: () => unknown): void;
  /** Idempotent. */
  stop(reason: string): Promise<void>;
}

const STOP_LIMIT_MS = 9_000;

/** Sent to the supervisor, where there is one, once the service works. */
const SERVICE_STARTED = 'service_started';

export function createLifecycle(log: Logger): Lifecycle {
  const ending = new AbortController();
  const releasers: { name: string; release: () => unknown }[] = [];
  let stopping: Promise<void> | undefined;

  const releaseAll = async (reason: string) => {
    log.info({ event: 'service_stopping', reason }, `Stopping: ${reason}`);
    ending.abort(new Error(reason));
    for (const { name, release } of releasers.reverse()) {
      try {
        await release();
      } catch (error) {
        log.warn(
          { event: 'release_failed', resource: name, err: error },
          `Releasing ${name}: ${errorMessage(error)}`,
        );
      }
    }
    log.info({ event: 'service_stopped' }, 'Stopped');
  };

  return {
    signal: ending.signal,
    onStop: (name, release) => releasers.push({ name, release }),
    stop: (reason) => (stopping ??= releaseAll(reason)),
  };
}

/**
 * Runs a service for the life of the process: the one owner of its signals. Ends with code 0 after SIGTERM or SIGINT
 * once everything is released, with 1 when `start` fails, and with 1 when releasing takes longer than nine seconds.
 */
export async function runService(log: Logger, start: (lifecycle: Lifecycle) => Promise<void>): Promise<void> {
  const lifecycle = createLifecycle(log);
  const end = async (reason: string, code: number) => {
    const limit = setTimeout(() => {
      log.error({ event: 'stop_timed_out' }, 'Releasing took too long; ending now');
      process.exit(1);
    }, STOP_LIMIT_MS);
    limit.unref();
    await lifecycle.stop(reason);
    process.exit(code);
  };
  process.on('SIGTERM', () => void end('SIGTERM', 0));
  process.on('SIGINT', () => void end('SIGINT', 0));
  // Only a process with a supervisor has this channel: when that is gone, nobody would ever stop us.
  process.on('disconnect', () => void end('the supervisor is gone', 0));
  process.on('unhandledRejection', (error) => {
    log.fatal({ event: 'service_failed', err: error }, errorMessage(error));
    void end('an unhandled rejection', 1);
  });
  try {
    await start(lifecycle);
    log.info({ event: 'service_started' }, 'Started');
    process.send?.(SERVICE_STARTED);
  } catch (error) {
    if (lifecycle.signal.aborted) return;
    log.fatal({ event: 'service_failed', err: error }, errorMessage(error));
    await end('the start failed', 1);
  }
}
