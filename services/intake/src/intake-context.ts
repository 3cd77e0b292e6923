import type { Calls, Job } from '@regpipe/contracts';
import type { Database } from '@regpipe/database';
import type { Dataset } from '@regpipe/datasets';
import type { Metrics } from '@regpipe/metrics';
import type { ObjectStore } from '@regpipe/object-store';
import type { Logger } from '@regpipe/runtime';

type TrackerCall = 'tracker.start' | 'tracker.resume';

/** Throws RefusedError when the tracker refuses, TRACKER_UNAVAILABLE when it is away. */
export type CallTracker = <N extends TrackerCall>(name: N, params: Calls[N]['params']) => Promise<Job>;

/** What the intake's functions work with. */
export interface IntakeContext {
  readonly database: Database;
  readonly datasets: readonly Dataset[];
  /** The places that files are dropped into, by bucket as drops call it. */
  readonly stores: ReadonlyMap<string, ObjectStore>;
  readonly callTracker: CallTracker;
  /** This process, as locks name it. */
  readonly owner: string;
  /** So long after its last sign of life another intake takes over what this one was working on. */
  readonly leaseMs: number;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Aborted when the process is to end. */
  readonly signal: AbortSignal;
}
