import { describe, expect, test } from 'vitest';

import { createSlidingRate } from './sliding-rate.ts';

/** Shows a rate what there is at each second; gives what it says at each. */
function rates(values: readonly number[], everyMs = 1_000): (number | null)[] {
  const rate = createSlidingRate();
  return values.map((value, index) => rate.measure(index * everyMs, value));
}

describe('the rate of a number', () => {
  test('that grows evenly is what it grows by', () => {
    expect(rates([0, 5, 10, 15, 20])).toEqual([null, null, 5, 5, 5]);
  });

  test('that waited before is not made slower by that', () => {
    expect(rates([7, 7, 7, 7, 12, 17]).at(-1)).toBe(5);
  });

  test('that grows in lumps does not jump with them', () => {
    const lumps = Array.from({ length: 40 }, (_, second) => Math.floor(second / 3) * 9);
    const told = rates(lumps)
      .slice(10)
      .map((rate) => rate ?? 0);
    expect(Math.min(...told)).toBeGreaterThan(2.5);
    expect(Math.max(...told)).toBeLessThan(3.5);
  });

  test('that grows seldom is told all the same', () => {
    const seldom = Array.from({ length: 40 }, (_, second) => Math.floor(second / 12) * 24);
    expect(rates(seldom).at(-1)).toBeCloseTo(2, 1);
  });

  test('falls when it grows more slowly, and is 0 when it stands still', () => {
    const told = rates([
      0,
      10,
      20,
      30,
      40,
      41,
      42,
      43,
      44,
      45,
      46,
      47,
      48,
      49,
      ...Array<number>(10).fill(49),
    ]);
    expect(told[4]).toBe(10);
    expect(told[13]).toBe(1);
    expect(told.at(-1)).toBe(0);
  });

  test('that shrinks starts anew', () => {
    expect(rates([0, 10, 20, 3, 4, 5])).toEqual([null, null, 10, null, null, 1]);
  });
});
