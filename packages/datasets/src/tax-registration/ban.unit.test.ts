import { describe, expect, test } from 'vitest';

import { hasValidCheckDigit, isBan } from './ban.ts';

describe('a 統一編號 is exactly eight ASCII digits', () => {
  test.each(['04595257', '00000000', '99999999'])('%s is one', (value) => {
    expect(isBan(value)).toBe(true);
  });

  test.each(['', '1234567', '123456789', '1234567A', '１２３４５６７８', '1234 678', '-1234567', '12345.78'])(
    '"%s" is none',
    (value) => {
      expect(isBan(value)).toBe(false);
    },
  );
});

describe('the check digit follows the rule of April 2023', () => {
  test.each(['04595257', '00501508', '62140097', '22099131'])('%s is right', (ban) => {
    expect(hasValidCheckDigit(ban)).toBe(true);
  });

  test('a sum that is one short passes when the seventh digit is 7', () => {
    expect(hasValidCheckDigit('00000074')).toBe(true);
  });

  test.each(['00501502', '04595258', '00000073', '00000004'])('%s is wrong', (ban) => {
    expect(hasValidCheckDigit(ban)).toBe(false);
  });
});
