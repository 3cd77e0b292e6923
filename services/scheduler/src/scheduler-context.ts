import type { Bus } from '@regpipe/bus';
import type { Database } from '@regpipe/database';
import type { Logger } from '@regpipe/runtime';

/** What the scheduler's functions work with. */
export interface SchedulerContext {
  readonly bus: Bus;
  readonly database: Database;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** PostgreSQL's, so that schedulers on several machines, one of them with a wrong clock, agree on what is due. */
  readonly clock: () => Promise<Date>;
}
