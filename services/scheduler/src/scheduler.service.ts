import type { ServiceSchema } from 'moleculer';

import { keepTicking, type Ticking } from './keep-ticking.ts';
import type { SchedulerContext } from './scheduler-context.ts';

/** Ticks on `schedule.tick.<name>` when a schedule is due. Any number of schedulers make one tick. */
export function schedulerService(
  scheduler: SchedulerContext,
  options: { readonly pollMs: number },
): ServiceSchema {
  let ticking: Ticking | undefined;
  return {
    name: 'scheduler',
    actions: {
      health: () => ({ service: 'scheduler', bus: scheduler.bus.isConnected() }),
    },
    started() {
      ticking = keepTicking(scheduler, options.pollMs);
      return Promise.resolve();
    },
    async stopped() {
      await ticking?.stop();
    },
  };
}
