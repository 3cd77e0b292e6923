import { expect, test } from 'vitest';

import { fitText } from './fit-text.ts';

const measure = (text: string) => Array.from(text).length;

test.each([
  ['超級市場', 4, '超級市場'],
  ['超級市場', 3, '超級…'],
  ['超級市場', 2, '超…'],
  ['超級市場', 1, '…'],
  ['超級市場', 0, '…'],
  ['𠮷野家𠮷', 3, '𠮷野…'],
  ['', 0, ''],
])('%s within %d is %s', (text, widest, shown) => {
  expect(fitText(text, widest, measure)).toBe(shown);
});
