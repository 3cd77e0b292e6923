/** Gives whole numbers from 0 to below `below`: the same ones for the same seed. */
export type Random = (below: number) => number;

export function seededRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random(choices.length)] as T;
}
