import { expect, test } from 'vitest';

import { backOff } from './back-off.ts';

test('pauses double up to half a minute, and up to half of each is left to chance', () => {
  const longest = [1, 2, 3, 8, 9, 1_000].map((failures) => backOff(failures, 200, () => 0));
  expect(longest).toEqual([200, 400, 800, 25_600, 30_000, 30_000]);
  expect(backOff(3, 200, () => 1)).toBe(400);
});
