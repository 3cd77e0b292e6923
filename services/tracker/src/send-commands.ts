import { publishCommand } from '@regpipe/bus';
import type { Job } from '@regpipe/contracts';
import { readSourceUrl } from '@regpipe/database';

import type { TrackerContext } from './tracker-context.ts';

/*
 * Each command has an id of its job and attempt: sent again after a crash between a status change and the sending, it
 * counts once; and where the server has forgotten the id, whoever works on the command finds nothing left to do.
 */

export async function sendFetch(tracker: TrackerContext, job: Job): Promise<void> {
  await publishCommand(
    tracker.bus,
    {
      type: 'fetch',
      jobId: job.id,
      dataset: job.dataset,
      attempt: job.attempt,
      mode: job.mode,
      source: await readSourceUrl(tracker.database.pool, job.id),
      recordLimit: job.record_limit,
      chunkBytes: job.batch_size,
      chunkRecords: job.chunk_size,
    },
    `fetch.${job.id}.${job.attempt}`,
    tracker.signal,
    tracker.tracing.traceparentOf(job),
  );
}

export async function sendPublish(tracker: TrackerContext, job: Job): Promise<void> {
  const { id, dataset, attempt } = job;
  await publishCommand(
    tracker.bus,
    { type: 'publish', jobId: id, dataset, attempt },
    `publish.${id}.${attempt}`,
    tracker.signal,
    tracker.tracing.traceparentOf(job),
  );
}

export async function sendRedrive(tracker: TrackerContext, job: Job): Promise<void> {
  const { id, dataset, attempt } = job;
  await publishCommand(
    tracker.bus,
    { type: 'redrive', jobId: id, dataset, attempt },
    `redrive.${id}.${attempt}`,
    tracker.signal,
    tracker.tracing.traceparentOf(job),
  );
}

/** What makes a queued job run. */
export async function sendBeginning(tracker: TrackerContext, job: Job): Promise<void> {
  await (job.repair === null ? sendFetch(tracker, job) : sendRedrive(tracker, job));
}

/** @param repair drops the tables of this repair instead of the version's */
export async function sendDiscard(
  tracker: TrackerContext,
  dataset: string,
  jobId: number,
  repair?: number,
): Promise<void> {
  const command = { type: 'discard', jobId, dataset, ...(repair === undefined ? {} : { repair }) } as const;
  const id = `discard.${jobId}${repair === undefined ? '' : `.${repair}`}`;
  await publishCommand(tracker.bus, command, id, tracker.signal);
}
