import { JOB_STATUSES } from '@regpipe/contracts';
import type { LivePublication, NewestJob, RecordSums } from '@regpipe/database';
import type { Metrics } from '@regpipe/metrics';

import type { DatabaseFacts } from './read-facts.ts';

const OUTCOMES = ['loaded', 'rejected', 'duplicate', 'blank'] as const;
const STAGES = ['transformer', 'loader'] as const;

const NOTHING: DatabaseFacts = { jobs: [], records: [], newest: [], live: [], verified: [], dead: [] };

/**
 * Puts what the control tables say into the metrics; nothing, where they could not be read: an old number would look
 * like a good one. Of data sets that have no jobs yet there are zeros, as an alert on a change needs a number to change.
 *
 * @param highest the largest sum of records seen so far, by its labels; brought up to date
 */
export function showDatabase(
  metrics: Metrics,
  datasets: readonly string[],
  facts: DatabaseFacts | undefined,
  highest: Map<string, number>,
): void {
  const { jobs, records, newest, live, verified, dead } = facts ?? NOTHING;
  const known = facts === undefined ? [] : datasets;
  metrics.replace(
    'regpipe_jobs',
    known.flatMap((dataset) =>
      JOB_STATUSES.map((status) => {
        const found = jobs.find((job) => job.dataset === dataset && job.status === status);
        return { labels: { dataset, status }, value: found?.jobs ?? 0 };
      }),
    ),
  );
  const sums = records.flatMap(outcomesOf);
  for (const { labels, value } of sums) {
    const key = Object.values(labels).join(' ');
    highest.set(key, Math.max(value, highest.get(key) ?? 0));
  }
  metrics.replace(
    'regpipe_job_records_total',
    sums.map(({ labels }) => ({ labels, value: highest.get(Object.values(labels).join(' ')) ?? 0 })),
  );
  showNewest(metrics, newest);
  metrics.replace('regpipe_verified_age_seconds', verified.map(ageOf));
  showLive(metrics, live);
  const deadOf = (value: (count: DatabaseFacts['dead'][number]) => number) =>
    known.flatMap((dataset) =>
      STAGES.map((stage) => {
        const found = dead.find((count) => count.dataset === dataset && count.stage === stage);
        return { labels: { dataset, stage }, value: found === undefined ? 0 : value(found) };
      }),
    );
  metrics.replace(
    'regpipe_dead_chunks',
    deadOf(({ chunks }) => chunks),
  );
  metrics.replace(
    'regpipe_dead_records',
    deadOf((count) => count.records),
  );
}

function showNewest(metrics: Metrics, newest: readonly NewestJob[]): void {
  const ofJob = (value: (job: NewestJob) => number) =>
    newest.map((job) => ({ labels: { dataset: job.dataset, mode: job.mode }, value: value(job) }));
  metrics.replace(
    'regpipe_last_job_id',
    ofJob(({ id }) => id),
  );
  metrics.replace(
    'regpipe_last_job_seconds',
    ofJob(({ seconds }) => atLeastZero(seconds)),
  );
  metrics.replace(
    'regpipe_last_job_status',
    newest.flatMap(({ dataset, mode, status }) =>
      JOB_STATUSES.map((one) => ({
        labels: { dataset, mode, status: one },
        value: one === status ? 1 : 0,
      })),
    ),
  );
  metrics.replace('regpipe_last_job_records', newest.flatMap(outcomesOf));
}

function showLive(metrics: Metrics, live: readonly LivePublication[]): void {
  const ofVersion = (value: (publication: LivePublication) => number) =>
    live.map((publication) => ({ labels: { dataset: publication.dataset }, value: value(publication) }));
  metrics.replace('regpipe_publication_age_seconds', live.map(ageOf));
  metrics.replace(
    'regpipe_publication_version',
    ofVersion(({ version }) => version),
  );
  metrics.replace(
    'regpipe_search_ready',
    ofVersion(({ searchReady }) => (searchReady ? 1 : 0)),
  );
  metrics.replace(
    'regpipe_publication_rows',
    live.flatMap(({ dataset, rowCounts }) =>
      Object.entries(rowCounts).map(([table, rows]) => ({ labels: { dataset, table }, value: rows })),
    ),
  );
}

function outcomesOf(counts: RecordSums | NewestJob) {
  const { dataset, mode } = counts;
  return OUTCOMES.map((outcome) => ({ labels: { dataset, mode, outcome }, value: counts[outcome] }));
}

function ageOf({ dataset, ageSeconds }: { readonly dataset: string; readonly ageSeconds: number }) {
  return { labels: { dataset }, value: atLeastZero(ageSeconds) };
}

/** A clock that was set back makes nothing younger than new. */
function atLeastZero(seconds: number): number {
  return Math.max(0, seconds);
}
