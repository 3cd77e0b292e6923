import { ACTIVE_STATUSES, type JobEvent, LOADING_STATUSES } from '@regpipe/contracts';
import {
  beat,
  changeStatus,
  getJob,
  recordDeadChunk,
  recordFetchedChunks,
  recordFetchEnd,
  recordFetchProgress,
  recordSource,
} from '@regpipe/database';

import { noteEvent } from './note-event.ts';
import { reportEnd } from './report-end.ts';
import { skipUnchanged } from './skip-job.ts';
import { announce, announceStop, type TrackerContext } from './tracker-context.ts';

/**
 * Folds one fact into the tracker's tables. Gives true when the job's counts may have changed. A fact that comes twice
 * changes nothing: counts are summed from the ledger, and a state is only left once.
 */
export async function foldEvent(tracker: TrackerContext, event: JobEvent): Promise<boolean> {
  const { pool } = tracker.database;
  const { jobId, attempt } = event.metadata;
  tracker.metrics.count('regpipe_events_total', { dataset: event.metadata.dataset, type: event.type });
  await beat(pool, jobId);
  await noteEvent(tracker, event);
  switch (event.type) {
    case 'source.opened':
      await recordSource(pool, jobId, event.data);
      await changeStatus(pool, { jobId, from: ['queued'], to: 'running' });
      return true;
    case 'source.unchanged':
      await skipUnchanged(tracker, event);
      return false;
    case 'fetch.progressed':
      await recordFetchProgress(pool, jobId, event.data);
      await recordFetchedChunks(pool, jobId, attempt, event.data.chunks);
      return true;
    case 'fetch.completed':
      await recordFetchEnd(pool, jobId, event.data);
      await recordFetchedChunks(pool, jobId, attempt, event.data.chunks);
      return true;
    case 'chunks.loaded':
      return true;
    case 'chunk.dead':
      await recordDeadChunk(pool, jobId, attempt, event.data);
      return true;
    case 'publication.progressed':
      return true;
    case 'publication.completed':
      await announce(tracker, jobId);
      await reportEnd(tracker, jobId);
      return false;
    case 'job.failed':
      await failJob(tracker, event);
      return false;
  }
}

async function failJob(
  tracker: TrackerContext,
  event: Extract<JobEvent, { type: 'job.failed' }>,
): Promise<void> {
  const { pool } = tracker.database;
  const { jobId, attempt } = event.metadata;
  const job = await getJob(pool, jobId);
  // What an earlier attempt says of itself is no news about this one.
  if (job?.attempt !== attempt) return;
  const error = { code: event.data.code, message: event.data.message };
  const from = [...new Set([...ACTIVE_STATUSES, ...LOADING_STATUSES])].filter(
    (status) => status !== 'failed',
  );
  if (!(await changeStatus(pool, { jobId, from, to: 'failed', error }))) return;
  await announceStop(tracker, jobId);
  await announce(tracker, jobId);
  await reportEnd(tracker, jobId);
}
