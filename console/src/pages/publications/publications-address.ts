import { addressOf } from '../../api/request.ts';
import type { Pair } from './history.ts';

/** The address of a data set's publications, with two of them compared. The first data set needs no name. */
export function publicationsAddress(dataset: string | undefined, pair?: Pair): string {
  return addressOf('/publications', { dataset, ...pair });
}
