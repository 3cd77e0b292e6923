import { errorMessage } from '@regpipe/contracts';
import { keepRepeating } from '@regpipe/runtime';

import { type LastTicks, makeTicks } from './make-ticks.ts';
import type { SchedulerContext } from './scheduler-context.ts';

export interface Ticking {
  /** Waits for the look at work. */
  stop(): Promise<void>;
}

/** Looks again and again for what is due. While PostgreSQL or NATS is away it tries on, and says so once. */
export function keepTicking(scheduler: SchedulerContext, pollMs: number): Ticking {
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, scheduler.signal]);
  const context = { ...scheduler, signal };
  const last: LastTicks = new Map();
  const working = keepRepeating({
    ...{ signal, retryMs: pollMs },
    work: async () => {
      await makeTicks(context, last);
      return pollMs;
    },
    failed: (error, level) =>
      scheduler.log[level]({ event: 'scheduling_retried', err: error }, errorMessage(error)),
  });
  return {
    stop: async () => {
      stopping.abort(new Error('The scheduler is stopping.'));
      await working;
    },
  };
}
