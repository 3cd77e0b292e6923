export type {
  ColumnDefinition,
  Dataset,
  Outcome,
  QueryRoute,
  Reject,
  RowWriter,
  RunQuery,
  SearchIndex,
  TableDefinition,
} from './dataset.ts';
export { datasets, findDataset } from './registry.ts';
export { type ExpectedCounts, makeSample, type Sample } from './tax-registration/sample.ts';
