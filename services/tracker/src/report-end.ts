import { endedWell, isActive, type Job } from '@regpipe/contracts';
import { getJob } from '@regpipe/database';

import { observeEnd } from './observe-end.ts';
import type { TrackerContext } from './tracker-context.ts';

/** Logs how a job ended: the lines that dashboards and alarms count on. */
export async function reportEnd(tracker: TrackerContext, jobId: number): Promise<void> {
  const job = await getJob(tracker.database.pool, jobId);
  // A cancelled job ends without a verdict, and has been logged as such.
  if (job === undefined || isActive(job.status) || job.status === 'cancelled') return;
  await observeEnd(tracker, job);
  const { log } = tracker;
  const fields = { job_run_id: job.id, dataset: job.dataset, mode: job.mode, status: job.status };
  if (job.unchanged !== null) {
    const { job_id: since, by } = job.unchanged;
    log.info(
      { event: 'etl_skipped', ...fields, unchanged_since: since, unchanged_by: by, seconds: job.seconds },
      `Job ${job.id} skipped: the source is unchanged since job ${since} (${by})`,
    );
    return;
  }
  if (endedWell(job.status)) {
    log.info({ event: 'etl_completed', ...fields, seconds: job.seconds }, `Job ${job.id} ended well`);
  } else {
    log.error(
      {
        event: 'etl_failed',
        ...fields,
        code: job.error_code,
        reason: job.error_message,
        seconds: job.seconds,
      },
      `Job ${job.id} ended as ${job.status}: ${job.error_message ?? 'chunks are missing'}`,
    );
  }
  log.info(
    { event: 'etl_summary', ...fields, ...summarize(job) },
    `Job ${job.id}: ${job.records_processed} records loaded`,
  );
}

function summarize(job: Job): Record<string, unknown> {
  return {
    records_total: job.records_total,
    records_success: job.records_processed,
    records_failed: job.records_failed,
    records_duplicated: job.records_duplicated,
    records_blank: job.records_blank,
    seconds: job.seconds,
    records_per_second: job.seconds === null ? null : Math.round(job.records_processed / job.seconds),
    version: job.publication?.version ?? null,
  };
}
