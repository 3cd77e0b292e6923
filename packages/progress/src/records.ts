import type { Job } from '@regpipe/contracts';

export interface RecordTotal {
  /** null while nothing is known about it. */
  readonly total: number | null;
  readonly totalIsEstimate: boolean;
}

/** Records that are loaded, rejected, double or blank: all that are dealt with. */
export function recordsDone(job: Job): number {
  return job.records_processed + job.records_failed + job.records_duplicated + job.records_blank;
}

/** The records of the source, or an estimate while it is still being read. */
export function recordsInAll(job: Job): RecordTotal {
  if (job.records_total !== null) return { total: job.records_total, totalIsEstimate: false };
  const estimate = estimateRecords(job);
  if (estimate === null) {
    // A source that does not tell its length: once it gives records, the limit is the best guess.
    const isRead = (job.progress?.fetched_records ?? 0) > 0;
    return { total: isRead ? job.record_limit : null, totalIsEstimate: true };
  }
  const limited = job.record_limit === null ? estimate : Math.min(estimate, job.record_limit);
  return { total: Math.max(limited, recordsDone(job)), totalIsEstimate: true };
}

/** From the share of the source that is read: the rest of the file will hold as many records a byte. */
function estimateRecords({ progress }: Job): number | null {
  if (progress === null) return null;
  if (progress.source_bytes === null || progress.fetched_bytes === 0) return null;
  // More bytes than the source has means that the two are not counted in the same way; no estimate is better than that.
  if (progress.fetched_bytes > progress.source_bytes) return null;
  return Math.round((progress.fetched_records * progress.source_bytes) / progress.fetched_bytes);
}
