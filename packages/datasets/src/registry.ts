import { RefusedError } from '@regpipe/contracts';

import type { Dataset } from './dataset.ts';
import { taxRegistration } from './tax-registration/dataset.ts';
import { userStatistics } from './user-statistics/dataset.ts';

/**
 * Every data set that regpipe knows; a new one is added here and in its own folder. The first one is meant wherever none
 * is named.
 */
export const datasets: readonly Dataset[] = [taxRegistration, userStatistics];

/** @throws RefusedError DATASET_UNKNOWN, naming those that exist */
export function findDataset(name: string): Dataset {
  const found = datasets.find((dataset) => dataset.name === name);
  if (found !== undefined) return found;
  const known = datasets.map((dataset) => dataset.name).join(', ');
  throw new RefusedError('DATASET_UNKNOWN', `There is no data set "${name}"; there are: ${known}.`, {
    fields: { dataset: name },
  });
}
