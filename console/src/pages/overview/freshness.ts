import type { DatasetSummary } from '../../api/datasets.ts';

export type Freshness = 'fresh' | 'aging' | 'stale' | 'none';

const HOUR_MS = 60 * 60 * 1000;
/** A daily source, and some hours of grace. */
const FRESH_MS = 36 * HOUR_MS;
const STALE_MS = 7 * 24 * HOUR_MS;

/** When the live data was last known to be what the source holds: published, or found unchanged. */
export function lastLooked({ live, last_job }: Pick<DatasetSummary, 'live' | 'last_job'>): string | null {
  if (live === null) return null;
  const looked = last_job?.mode === 'full' && last_job.status === 'skipped' ? last_job.completed_at : null;
  if (looked === null) return live.published_at;
  return Date.parse(looked) > Date.parse(live.published_at) ? looked : live.published_at;
}

/** Whether the data is as fresh as a daily source lets it be. */
export function freshnessOf(dataset: Pick<DatasetSummary, 'live' | 'last_job'>, now: number): Freshness {
  const looked = lastLooked(dataset);
  if (looked === null) return 'none';
  const ageMs = now - Date.parse(looked);
  if (ageMs <= FRESH_MS) return 'fresh';
  return ageMs <= STALE_MS ? 'aging' : 'stale';
}
