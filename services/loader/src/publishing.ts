import type { PublishStep } from '@regpipe/contracts';
import { type Database, recordPublishStep } from '@regpipe/database';
import type { Dataset } from '@regpipe/datasets';

import type { GuardLimits } from './check-guards.ts';

export interface PublishOptions {
  readonly database: Database;
  readonly dataset: Dataset;
  readonly jobId: number;
  readonly signal: AbortSignal;
  /** How long to go on trying for the moment in which no reader holds the views. */
  readonly swapPatienceMs: number;
  readonly guards: GuardLimits;
  onStep(step: PublishStep): Promise<void>;
}

/** `busy`: another process publishes this data set; `not-wanted`: the job is not (or no longer) to be published. */
export type PublishResult = 'published' | 'counted' | 'not-wanted' | 'busy';

/** Takes a job to a step of its publication, and tells of it. Throws when the loader is to stop. */
export async function step(options: PublishOptions, name: PublishStep): Promise<void> {
  options.signal.throwIfAborted();
  await recordPublishStep(options.database.pool, options.jobId, name);
  await options.onStep(name);
}
