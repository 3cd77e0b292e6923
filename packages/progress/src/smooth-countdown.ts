/** How long it takes until what is shown has followed two thirds of a jump. */
const FOLLOWS_IN_MS = 2_000;

/**
 * A remaining time that runs down with the clock and follows what is measured, instead of jumping with each measurement.
 * What cannot be told is null at once, and starts anew with what is measured next.
 */
export function createCountdown(): (now: number, measured: number | null) => number | null {
  let shown: number | null = null;
  let shownAt = 0;
  return (now, measured) => {
    const elapsedMs = now - shownAt;
    shownAt = now;
    if (measured === null || shown === null) return (shown = measured);
    const expected = Math.max(shown - elapsedMs / 1000, 0);
    return (shown = expected + (measured - expected) * (1 - Math.exp(-elapsedMs / FOLLOWS_IN_MS)));
  };
}
