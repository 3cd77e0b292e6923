/** A small seeded generator (mulberry32): the same seed gives the same file on every machine. */
export interface Random {
  /** A whole number from 0 to `limit` - 1; `limit` up to 2^32. */
  below(limit: number): number;
  /** One of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T;
}

export function createRandom(seed: number): Random {
  let state = seed | 0;

  function below(limit: number): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const fraction = ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
    return Math.floor(fraction * limit);
  }

  return { below, pick: <T>(items: readonly T[]) => items[below(items.length)] as T };
}
