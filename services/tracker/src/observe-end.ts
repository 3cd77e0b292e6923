import { endedWell, type Job } from '@regpipe/contracts';
import { findAttemptStart } from '@regpipe/database';
import { type Attributes, jobAttributes } from '@regpipe/tracing';

import type { TrackerContext } from './tracker-context.ts';

/**
 * Counts the end of a job, and records the span of its attempt. A tracker that dies in between has its successor do it
 * again: the span has the same ids, so it is the same one.
 */
export async function observeEnd({ database, metrics, tracing }: TrackerContext, job: Job): Promise<void> {
  const { id, attempt, dataset, mode, status } = job;
  metrics.count('regpipe_jobs_ended_total', { dataset, mode, status });
  if (!tracing.isOn) return;
  const startedAt = attempt === 1 ? job.created_at : await findAttemptStart(database.pool, id, attempt);
  tracing.recordJob(job, {
    startedAt: new Date(startedAt ?? job.created_at),
    endedAt: job.completed_at === null ? new Date() : new Date(job.completed_at),
    attributes: describe(job),
    error: endedWell(status) || status === 'cancelled' ? undefined : (job.error_message ?? status),
  });
}

function describe(job: Job): Attributes {
  return {
    ...jobAttributes({ jobId: job.id, dataset: job.dataset, attempt: job.attempt }),
    'regpipe.job.mode': job.mode,
    'regpipe.job.status': job.status,
    'regpipe.source': job.data_source_url,
    'regpipe.records.loaded': job.records_processed,
    'regpipe.records.rejected': job.records_failed,
    'regpipe.records.duplicate': job.records_duplicated,
    'regpipe.records.blank': job.records_blank,
    ...(job.error_code === null ? {} : { 'error.type': job.error_code }),
  };
}
