const LONGEST_MS = 30_000;

/**
 * The pause after so many failures in a row (1, 2, …), in milliseconds: twice as long each time, and up to half of it by
 * chance, so that services which were refused together do not come back together.
 */
export function backOff(failures: number, firstMs: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_MS, firstMs * 2 ** Math.min(failures - 1, 20));
  return longest * (1 - random() / 2);
}
