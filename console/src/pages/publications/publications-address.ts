import { addressOf } from '../../api/request.ts';
import type { Pair } from './history.ts';

/** The address of a data set's publications, with two of them compared. */
export function publicationsAddress(dataset: string, pair?: Pair): string {
  return addressOf('/publications', { dataset, ...pair });
}
