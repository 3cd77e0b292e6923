import { datasetViewFor } from '../../datasets/dataset-views.ts';
import type { PageProps } from '../../page-definition.ts';

/** One record, as its data set shows it. */
export function RecordPage({ params, query }: PageProps) {
  const { Record } = datasetViewFor(query);
  return <Record recordKey={params['key'] ?? ''} query={query} />;
}
