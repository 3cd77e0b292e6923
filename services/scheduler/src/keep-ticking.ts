import { setTimeout as pause } from 'node:timers/promises';

import { errorMessage } from '@regpipe/contracts';

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
  const work = async () => {
    let troubled = false;
    while (!signal.aborted) {
      try {
        await makeTicks(context, last);
        troubled = false;
      } catch (error) {
        if (isOver(signal)) return;
        const fields = { event: 'scheduling_retried', err: error };
        scheduler.log[troubled ? 'debug' : 'warn'](fields, errorMessage(error));
        troubled = true;
      }
      await pause(pollMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const working = work();
  return {
    stop: async () => {
      stopping.abort(new Error('The scheduler is stopping.'));
      await working;
    },
  };
}

/** Asked anew: TypeScript takes a property for unchanged over an await. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
