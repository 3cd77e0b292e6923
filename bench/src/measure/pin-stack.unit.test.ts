import { expect, test } from 'vitest';

import { expandCoreList } from './pin-stack.ts';

test('a list of cores is read range by range', () => {
  expect(expandCoreList(' 0-2,5,7-8\n')).toEqual([0, 1, 2, 5, 7, 8]);
  expect(expandCoreList('3')).toEqual([3]);
});
