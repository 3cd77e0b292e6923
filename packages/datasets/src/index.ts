export type {
  Dataset,
  DropDefinition,
  MergeDataset,
  Outcome,
  QueryRoute,
  Reject,
  ReplaceDataset,
  RowWriter,
  RunQuery,
  StatisticsRoute,
  Value,
} from './dataset.ts';
export { datasets, findDataset } from './registry.ts';
export {
  makeStatisticsSample,
  SAMPLE_USERS,
  type StatisticsSample,
  type StatisticsSampleOptions,
} from './user-statistics/sample.ts';
export { type ExpectedCounts, makeSample, type Sample } from './tax-registration/sample.ts';
