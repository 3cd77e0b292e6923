import { expect, test } from 'vitest';

import { signedCount } from './signed-count.ts';

test.each([
  [1499, '+1499'],
  [-3, '−3'],
  [0, '0'],
])('a difference of %d is %s', (difference, text) => {
  expect(signedCount(difference, String)).toBe(text);
});
