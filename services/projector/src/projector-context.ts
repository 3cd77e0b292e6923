import type { Bus, Offer } from '@regpipe/bus';
import type { Database } from '@regpipe/database';
import type { Metrics } from '@regpipe/metrics';
import type { Logger } from '@regpipe/runtime';

export interface ProjectorContext {
  readonly bus: Bus;
  /** For short statements. */
  readonly database: Database;
  /** For a rebuild, whose statements take as long as they need. */
  readonly rebuilds: Database;
  /** Puts on JOBS. */
  readonly offer: Offer;
  readonly log: Logger;
  readonly metrics: Metrics;
}
