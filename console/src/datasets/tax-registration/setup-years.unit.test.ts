import { expect, test } from 'vitest';

import { setupYearsOf } from './setup-years.ts';

const NOW = Date.UTC(2026, 4, 9);

test('years without a business stand in the row, too', () => {
  const items = [
    { year: 110, businesses: 5 },
    { year: 113, businesses: 2 },
  ];
  expect(setupYearsOf(items, NOW)).toEqual({
    years: [
      { rocYear: 110, businesses: 5 },
      { rocYear: 111, businesses: 0 },
      { rocYear: 112, businesses: 0 },
      { rocYear: 113, businesses: 2 },
    ],
    undated: 0,
  });
});

test('no date, and a date that is still to come, count as undated', () => {
  const items = [
    { year: 0, businesses: 1 },
    { year: 115, businesses: 7 },
    { year: 116, businesses: 2 },
    { year: 999, businesses: 3 },
    { year: null, businesses: 10 },
  ];
  expect(setupYearsOf(items, NOW)).toEqual({ years: [{ rocYear: 115, businesses: 7 }], undated: 16 });
});

test('nothing gives nothing', () => {
  expect(setupYearsOf([], NOW)).toEqual({ years: [], undated: 0 });
});
