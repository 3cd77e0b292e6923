import { expect, test } from 'vitest';

import { parseSetupDate } from './setup-date.ts';

test.each([
  ['1130509', '2024-05-09'],
  ['0980101', '2009-01-01'],
  ['980101', '2009-01-01'],
  ['0010101', '1912-01-01'],
  ['1130229', '2024-02-29'],
])('%s is %s', (text, iso) => {
  expect(parseSetupDate(text)?.iso).toBe(iso);
});

test('says year, month and day as the source means them', () => {
  expect(parseSetupDate('0980704')).toMatchObject({ rocYear: 98, month: 7, day: 4 });
});

test.each(['', '0000101', '1130230', '1131301', '1120229', '20240509', '113-05-09', '１１３０５０９', 'x'])(
  '%j is no day',
  (text) => {
    expect(parseSetupDate(text)).toBeUndefined();
  },
);
