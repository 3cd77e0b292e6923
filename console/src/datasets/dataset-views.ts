import type { DatasetView } from './dataset-view.ts';
import { taxRegistrationView } from './tax-registration/index.ts';
import { userStatisticsView } from './user-statistics/index.ts';

/** Every data set whose records the console can show. The first is what one sees who has not chosen. */
export const datasetViews: readonly [DatasetView, ...DatasetView[]] = [
  taxRegistrationView,
  userStatisticsView,
];

/** The view that an address asks for with `?dataset=`. */
export function datasetViewFor(query: Readonly<Record<string, string | undefined>>): DatasetView {
  return datasetViews.find(({ dataset }) => dataset === query['dataset']) ?? datasetViews[0];
}
