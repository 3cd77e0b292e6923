import { RefusedError } from '@regpipe/contracts';
import type { Dataset } from '@regpipe/datasets';

/** @throws RefusedError DATASET_UNKNOWN */
export function requireDataset(datasets: readonly Dataset[], name: string): Dataset {
  const found = datasets.find((dataset) => dataset.name === name);
  if (found !== undefined) return found;
  throw new RefusedError('DATASET_UNKNOWN', `There is no data set "${name}".`, { fields: { dataset: name } });
}
