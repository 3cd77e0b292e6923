import type { Job } from '@regpipe/contracts';
import type { ExpectedCounts } from '@regpipe/datasets';

/** What became of the records of a file. */
export type CountsOfRecords = Pick<ExpectedCounts, 'total' | 'processed' | 'failed' | 'duplicated' | 'blank'>;

/** Every count of a finished job that is not what its sample was made to give. */
export function wrongCounts(job: Job, expected: CountsOfRecords): string[] {
  const pairs: readonly [string, number | null, number][] = [
    ['total', job.records_total, expected.total],
    ['loaded', job.records_processed, expected.processed],
    ['failed', job.records_failed, expected.failed],
    ['duplicate', job.records_duplicated, expected.duplicated],
    ['blank', job.records_blank, expected.blank],
  ];
  return pairs
    .filter(([, is, was]) => is !== was)
    .map(([name, is, was]) => `${name} ${String(is)} instead of ${was}`);
}

export function describeCounts(job: Job): string {
  const { records_total, records_processed, records_failed, records_duplicated, records_blank } = job;
  return `${String(records_total)} = ${records_processed} + ${records_failed} + ${records_duplicated} + ${records_blank}`;
}
