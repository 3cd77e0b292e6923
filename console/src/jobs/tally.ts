import type { DropStatus, Job } from '@regpipe/contracts';

/** What may become of a record; `open` has not happened yet, `missing` never will. */
export const SHARES = ['loaded', 'failed', 'duplicated', 'blank', 'open', 'missing'] as const;
export type ShareName = (typeof SHARES)[number];

/** What became of the records. */
export interface Tally {
  /** Null while nobody knows. */
  readonly total: number | null;
  readonly totalIsEstimate: boolean;
  /** Those that are there; `open` and `missing` only where they are not 0. */
  readonly shares: readonly { readonly name: ShareName; readonly count: number }[];
  /** Whether they add up to the total; null while that proves nothing. */
  readonly addsUp: boolean | null;
}

/** What a job, or a dropped file, tells of its records. */
export interface Counted extends Pick<
  Job,
  'records_total' | 'records_processed' | 'records_failed' | 'records_duplicated' | 'records_blank'
> {
  readonly status: Job['status'] | DropStatus;
}

/** @param inAll the total, or an estimate of it */
export function tallyOf(
  job: Counted,
  inAll: { readonly total: number | null; readonly totalIsEstimate: boolean },
): Tally {
  const known = [
    { name: 'loaded', count: job.records_processed },
    { name: 'failed', count: job.records_failed },
    { name: 'duplicated', count: job.records_duplicated },
    { name: 'blank', count: job.records_blank },
  ] as const;
  const done = known.reduce((sum, { count }) => sum + count, 0);
  // Only who has read all of the source and has ended must account for all of it.
  const isProof = job.status === 'success' || job.status === 'partial';
  const rest = inAll.total === null ? 0 : Math.max(inAll.total - done, 0);
  const others =
    rest === 0 ? [] : [{ name: isProof ? ('missing' as const) : ('open' as const), count: rest }];
  return { ...inAll, shares: [...known, ...others], addsUp: isProof ? job.records_total === done : null };
}
