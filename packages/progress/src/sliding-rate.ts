/** Facts come every half second or less often, and a large job's more seldom still: a shorter window would jump. */
const WINDOW_MS = 8_000;
/** Below this a rate is noise. */
const SHORTEST_WINDOW_MS = 1_000;

/** How fast a number grows. */
export interface SlidingRate {
  /**
   * Takes the number as it is at a time in milliseconds. Gives its growth in a second over the last seconds, as an average
   * since the start says little after a resume; null until that can be told.
   */
  measure(now: number, value: number): number | null;
}

/** Starts anew whenever the number shrinks: another attempt counts from elsewhere. */
export function createSlidingRate(): SlidingRate {
  let samples: { readonly at: number; readonly value: number }[] = [];
  return {
    measure(now, value) {
      if (value < (samples.at(-1)?.value ?? value)) samples = [];
      samples = [...samples.filter(({ at }) => now - at <= WINDOW_MS), { at: now, value }];
      const first = samples[0];
      if (first === undefined || now - first.at < SHORTEST_WINDOW_MS) return null;
      return ((value - first.value) * 1000) / (now - first.at);
    },
  };
}
