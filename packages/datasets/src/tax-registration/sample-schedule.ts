import { type Defect, defects } from './sample-defects.ts';
import type { Random } from '../sample-random.ts';

/** A record whose number stood before: in the record just before, or near the start of the file. */
export type Repetition = 'near duplicate' | 'far duplicate';
export type Oddity = Defect | Repetition;

/** From this many records on, every oddity happens at least once. */
export const ROWS_WITH_EVERY_ODDITY = 1000;

const REPETITION_SHARE = 5;
/** The first time that each oddity happens is planned: from this record on, so many records apart. */
const FIRST_PLANNED = 50;
const PLANNED_APART = 25;
const SHARES_OF = 100_000;

const shares: readonly (readonly [Oddity, number])[] = [
  ['near duplicate', REPETITION_SHARE],
  ['far duplicate', REPETITION_SHARE],
  ...defects.map((defect) => [defect, defect.share] as const),
];
const allShares = shares.reduce((sum, [, share]) => sum + share, 0);

/** What is odd about record number `index`, if anything: once by plan, and later by chance. */
export function oddityAt(index: number, random: Random): Oddity | undefined {
  const planned = (index - FIRST_PLANNED) / PLANNED_APART;
  if (planned < shares.length && planned >= 0 && Number.isInteger(planned)) return shares[planned]?.[0];
  let draw = random.below(SHARES_OF);
  if (draw >= allShares) return undefined;
  for (const [oddity, share] of shares) {
    if (draw < share) return oddity;
    draw -= share;
  }
  return undefined;
}
