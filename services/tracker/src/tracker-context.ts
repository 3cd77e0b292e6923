import type { Bus } from '@regpipe/bus';
import { type Job, JOB_CHANGED, JOB_STOPPED } from '@regpipe/contracts';
import { type Database, getJob } from '@regpipe/database';
import type { Metrics } from '@regpipe/metrics';
import type { Logger } from '@regpipe/runtime';
import type { SourcePolicy } from '@regpipe/source-policy';
import type { Tracing } from '@regpipe/tracing';
import type { ServiceBroker } from 'moleculer';

/** What the tracker's functions work with. */
export interface TrackerContext {
  readonly bus: Bus;
  readonly database: Database;
  readonly log: Logger;
  readonly broker: ServiceBroker;
  readonly signal: AbortSignal;
  readonly chunkBytes: number;
  readonly interruptAfterMs: number;
  /** Of all data sets together. */
  readonly mostActiveJobs: number;
  readonly swapPatienceMs: number;
  /** A tick that is taken up later than this after it was due is not run any more. */
  readonly tickGraceMs: number;
  readonly sourcePolicy: SourcePolicy;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
}

/** Tells everyone who watches what the job looks like now. */
export async function announce(tracker: TrackerContext, jobId: number): Promise<Job | undefined> {
  const job = await getJob(tracker.database.pool, jobId);
  if (job !== undefined) await tracker.broker.broadcast(JOB_CHANGED, job);
  return job;
}

/** Tells the fetcher that the job wants no more data. */
export async function announceStop(tracker: TrackerContext, jobId: number): Promise<void> {
  await tracker.broker.broadcast(JOB_STOPPED, { jobId });
}
