import { weightedSum } from './ban.ts';
import type { Random } from '../sample-random.ts';

/** Most numbers with a right check digit that one file can hold without repeating. */
export const MOST_BANS = 20_000_000;

const PREFIXES = 10_000_000;
/** Shares no factor with PREFIXES, so that the walk meets every seven-digit beginning once before it repeats. */
const STRIDE = 6_180_339;
/** One in so many registered numbers has a wrong check digit. */
const WRONG_ONE_IN = 200;

export interface SampleBan {
  readonly ban: string;
  readonly checkDigitIsRight: boolean;
}

/**
 * Gives numbers that never repeat without remembering them: each has seven first digits of its own, in an order that
 * looks like none. Every beginning has two right last digits, five apart; the second serves the second round.
 */
export function createBans(random: Random): () => SampleBan {
  const start = random.below(PREFIXES);
  let given = 0;

  return () => {
    const prefix = String((start + given * STRIDE) % PREFIXES).padStart(7, '0');
    const secondRound = given >= PREFIXES;
    given += 1;
    const checkDigitIsRight = random.below(WRONG_ONE_IN) > 0;
    const right = (5 - (weightedSum(prefix) % 5)) % 5;
    // One more than right fails also where the seventh digit is 7: only one less would pass there.
    const last = right + (checkDigitIsRight ? 0 : 1) + (secondRound ? 5 : 0);
    return { ban: prefix + String(last % 10), checkDigitIsRight };
  };
}
