import { endedWell, type Job } from '@regpipe/contracts';
import { jobAttributes } from '@regpipe/tracing';

import type { TrackerContext } from './tracker-context.ts';

/**
 * Counts the end of a job, and records the span of its attempt. A tracker that dies in between has its successor do it
 * again: the span has the same ids, so it is the same one.
 */
export function observeEnd({ metrics, tracing, attemptStarts }: TrackerContext, job: Job): void {
  const { id, attempt, dataset, mode, status } = job;
  metrics.count('regpipe_jobs_ended_total', { dataset, mode, status });
  const endedAt = job.completed_at === null ? new Date() : new Date(job.completed_at);
  tracing.recordJob(job, {
    startedAt: attemptStarts.find(job) ?? endedAt,
    endedAt,
    attributes: {
      ...jobAttributes({ jobId: id, dataset, attempt }),
      'regpipe.job.mode': mode,
      'regpipe.job.status': status,
      'regpipe.source': job.data_source_url,
      'regpipe.records.loaded': job.records_processed,
      'regpipe.records.rejected': job.records_failed,
      'regpipe.records.duplicate': job.records_duplicated,
      'regpipe.records.blank': job.records_blank,
      ...(job.error_code === null ? {} : { 'error.type': job.error_code }),
    },
    error: endedWell(status) || status === 'cancelled' ? undefined : (job.error_message ?? status),
  });
  attemptStarts.forget(job);
}
