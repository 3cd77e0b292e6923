import { expect, test } from 'vitest';

import { newSeed, seededRandom } from './seeded-random.ts';

const numbers = (seed: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: 1_000 }, () => random.below(10));
};

test('the same seed gives the same numbers, another one others', () => {
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
});

test('every number below the limit comes, and no other', () => {
  expect([...new Set(numbers(7))].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a seed that is made up can be typed', () => {
  expect(String(newSeed())).toMatch(/^\d{1,10}$/);
});
