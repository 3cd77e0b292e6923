import { formatTraceparent, parseTraceparent } from '@regpipe/contracts';

/** From these numbers on, only one chunk in so many is recorded. */
const THINNED = [
  { from: 10_000, oneIn: 100 },
  { from: 1_000, oneIn: 10 },
];

/**
 * The traceparent for a chunk of a fetch. A trace of some thousand spans can still be looked at: of the first thousand
 * chunks each is recorded, then one in ten, from the ten thousandth on one in a hundred. The header of the others says
 * so, and the stages behind obey it: a recorded chunk is so all the way.
 *
 * @param chunk its number, from 0
 */
export function chunkTraceparent(traceparent: string | undefined, chunk: number): string | undefined {
  const oneIn = THINNED.find(({ from }) => chunk >= from)?.oneIn ?? 1;
  if (chunk % oneIn === 0) return traceparent;
  const context = parseTraceparent(traceparent);
  return context && formatTraceparent({ ...context, sampled: false });
}
