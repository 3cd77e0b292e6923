import type { Comparison, Publication } from '@regpipe/contracts';

import { type DatasetHistory, type DatasetSummary, getDataset, listDatasets } from './datasets.ts';
import { request } from './request.ts';

/** One data set with all of its publications, and what others there are. */
export interface Publications {
  readonly datasets: readonly DatasetSummary[];
  readonly dataset: DatasetHistory;
}

/** @param name the first data set when it is not given */
export async function getPublications(name: string | undefined, signal: AbortSignal): Promise<Publications> {
  const { items: datasets } = await listDatasets(signal);
  return { datasets, dataset: await getDataset(name ?? datasets[0]?.name ?? '', signal) };
}

/** What has changed from one version to another; of large tables that takes seconds. */
export function compareVersions(
  dataset: string,
  versions: { from: number; to: number },
  signal: AbortSignal,
) {
  return request<Comparison>(`/api/datasets/${encodeURIComponent(dataset)}/compare`, {
    query: versions,
    signal,
  });
}

/** Points the live names at the version before. Gives the publication that is live then. */
export function rollBack(dataset: string) {
  return request<Publication>(`/api/datasets/${encodeURIComponent(dataset)}/rollback`, { method: 'POST' });
}
