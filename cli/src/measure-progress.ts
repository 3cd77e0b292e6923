import type { Job } from '@regpipe/contracts';

/** How far a job is, in the numbers that a person wants to see. */
export interface Measure {
  /** Records that are loaded, rejected, double or blank: all that are dealt with. */
  readonly done: number;
  /** Records in all; null while nothing is known about it. */
  readonly total: number | null;
  readonly totalIsEstimate: boolean;
  /** Over the last seconds, as an average since the start says little after a resume; null until two samples differ. */
  readonly recordsPerSecond: number | null;
  readonly remainingSeconds: number | null;
}

const WINDOW_MS = 5_000;
/** Below this a rate is noise. */
const SHORTEST_WINDOW_MS = 500;

/** A function to be called with each new state of one job; `clock` gives milliseconds. */
export function createMeter(clock: () => number = () => performance.now()): (job: Job) => Measure {
  let samples: { at: number; done: number }[] = [];
  return (job) => {
    const done = recordsDone(job);
    const now = clock();
    if (done < (samples.at(-1)?.done ?? 0)) samples = [];
    samples = [...samples.filter((sample) => now - sample.at <= WINDOW_MS), { at: now, done }];
    const first = samples[0];
    const spanMs = now - (first?.at ?? now);
    const rate =
      first === undefined || spanMs < SHORTEST_WINDOW_MS ? null : ((done - first.done) * 1000) / spanMs;
    const { total, totalIsEstimate } = recordsInAll(job);
    const left = total === null ? null : Math.max(total - done, 0);
    return {
      done,
      total,
      totalIsEstimate,
      recordsPerSecond: rate,
      remainingSeconds: left === null || rate === null || rate <= 0 ? null : left / rate,
    };
  };
}

export function recordsDone(job: Job): number {
  return job.records_processed + job.records_failed + job.records_duplicated + job.records_blank;
}

/** The total, or an estimate of it while the source is still being read. */
export function recordsInAll(job: Job): Pick<Measure, 'total' | 'totalIsEstimate'> {
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
