/** Facts come every half second or less often, and a large job's more seldom still: a shorter window would jump. */
const WINDOW_MS = 8_000;
/** Below this a rate is noise. */
const SHORTEST_SPAN_MS = 2_000;

/** How fast a number grows. */
export interface SlidingRate {
  /**
   * Takes the number as it is at a time in milliseconds. Gives its growth in a second over the last seconds, as an average
   * since the start says little after a resume; null until that can be told, 0 once it has stood still for longer than it
   * used to. What it stood still for before it first grew does not count: a stage that waits for something is not slow.
   */
  measure(now: number, value: number): number | null;
}

interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * Measured from one change to another, not from look to look: counts that come in lumps would seem to jump. Starts anew
 * whenever the number shrinks, as another attempt counts from elsewhere.
 */
export function createSlidingRate(): SlidingRate {
  let last: Point | undefined;
  let changes: Point[] = [];
  /** The last moment before it first changed. */
  let base: Point | undefined;
  return {
    measure(now, value) {
      const point = { at: now, value };
      if (last !== undefined && value < last.value) {
        changes = [];
        base = undefined;
      } else if (last !== undefined && value > last.value) {
        if (changes.length === 0) base = last;
        changes.push(point);
      }
      last = point;
      while (changes.length > 2 && now - (changes[0]?.at ?? now) > WINDOW_MS) changes.shift();
      // The first lump may have gathered for long before that moment: it counts as long as there is nothing better.
      if (spanOf(changes) >= SHORTEST_SPAN_MS) base = undefined;
      return rateOf(base === undefined ? changes : [base, ...changes], now);
    },
  };
}

function spanOf(changes: readonly Point[]): number {
  return (changes.at(-1)?.at ?? 0) - (changes[0]?.at ?? 0);
}

function rateOf(changes: readonly Point[], now: number): number | null {
  const [first, newest] = [changes[0], changes.at(-1)];
  if (first === undefined || newest === undefined) return null;
  const usualPauseMs = spanOf(changes) / (changes.length - 1);
  const silentMs = now - newest.at;
  if (silentMs > Math.max(WINDOW_MS, 2 * usualPauseMs)) return 0;
  const spanMs = Math.max(newest.at, now - usualPauseMs) - first.at;
  return spanMs < SHORTEST_SPAN_MS ? null : ((newest.value - first.value) * 1000) / spanMs;
}
