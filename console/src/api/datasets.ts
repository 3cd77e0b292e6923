import type { Job, Publication } from '@regpipe/contracts';

import { request } from './request.ts';

/** A data set as GET /api/datasets tells it. */
export interface DatasetSummary {
  readonly name: string;
  readonly title: { readonly en: string; readonly 'zh-TW': string };
  /** Null where each job says which file it is about. */
  readonly source: string | null;
  /** `merge`: each file says something about some rows of tables that live on; nothing is published as a version. */
  readonly load: 'replace' | 'merge';
  readonly live: Publication | null;
  readonly freshness: {
    readonly published_at: string;
    readonly age_seconds: number;
    readonly source_stamp: string | null;
  } | null;
  readonly running_job: Job | null;
  readonly last_job: Job | null;
}

export interface DatasetHistory extends DatasetSummary {
  /** Newest version first. */
  readonly history: readonly HistoryEntry[];
}

export interface HistoryEntry extends Publication {
  /** Its tables are gone. */
  readonly dropped: boolean;
  /** A version before it was made live again in its place. */
  readonly rolled_back: boolean;
}

export function listDatasets(signal: AbortSignal) {
  return request<{ readonly items: readonly DatasetSummary[] }>('/api/datasets', { signal });
}

export function getDataset(name: string, signal?: AbortSignal) {
  const options = signal === undefined ? {} : { signal };
  return request<DatasetHistory>(`/api/datasets/${encodeURIComponent(name)}`, options);
}
