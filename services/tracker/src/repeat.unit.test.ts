import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { repeat } from './repeat.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** When runs of the given length began, in milliseconds, within a minute. */
async function startsOf(intervalMs: number, runMs: readonly number[]): Promise<number[]> {
  const began = performance.now();
  const starts: number[] = [];
  const repetition = repeat(intervalMs, () => {
    const length = runMs[starts.length] ?? 1;
    starts.push(Math.round(performance.now() - began));
    return new Promise((resolve) => setTimeout(resolve, length));
  });
  await vi.advanceTimersByTimeAsync(60_000);
  await repetition.stop();
  return starts.slice(0, 4);
}

test('work runs again after its interval', async () => {
  expect(await startsOf(200, [])).toEqual([200, 401, 602, 803]);
});

test('longer work runs less often', async () => {
  expect(await startsOf(200, [100, 100, 100])).toEqual([200, 1_300, 2_400, 3_500]);
});

test('one run that took very long does not put the next one off for long', async () => {
  expect(await startsOf(200, [30_000])).toEqual([200, 33_200, 33_401, 33_602]);
});

test('an interval that is longer than any rest is kept', async () => {
  expect(await startsOf(10_000, [400])).toEqual([10_000, 20_400, 30_401, 40_402]);
});
