import type { Job } from '@regpipe/contracts';
import type { ExpectedCounts } from '@regpipe/datasets';

/** Compares a job's counts with those that its sample was made to give; one line a difference. */
export function compareCounts(job: Job, expected: ExpectedCounts): string[] {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['status', job.status, 'success'],
    ['records_total', job.records_total, expected.total],
    ['records_processed', job.records_processed, expected.processed],
    ['records_failed', job.records_failed, expected.failed],
    ['records_duplicated', job.records_duplicated, expected.duplicated],
    ['records_blank', job.records_blank, expected.blank],
    ['source_stamp', job.source_stamp, expected.sourceStamp],
    ['tax_registration', job.publication?.row_counts['tax_registration'], expected.processed],
    ['business_industry', job.publication?.row_counts['business_industry'], expected.industries],
    ['warnings', sorted(job.warnings), sorted(expected.warnings)],
  ];
  return pairs
    .filter(([, found, wanted]) => found !== wanted)
    .map(([name, found, wanted]) => `${name}: ${String(found)} ≠ ${String(wanted)}`);
}

function sorted(counts: Readonly<Record<string, number>>): string {
  return JSON.stringify(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)));
}
