import { expect, test } from 'vitest';

import { maxByName, median, medianByName, quantile, typical } from './statistics.ts';

test('the median is the middle value, or lies between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 9, 2])).toBe(3);
  expect(median([])).toBeNaN();
});

test('a quantile is a value that was measured', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(quantile(values, 0.5)).toBe(50);
  expect(quantile(values, 0.99)).toBe(99);
  expect(quantile(values, 1)).toBe(100);
  expect(quantile([7], 0.99)).toBe(7);
  expect(quantile([], 0.99)).toBe(0);
});

test('the typical run is the one nearest to the median', () => {
  expect(typical([{ seconds: 9 }, { seconds: 1 }, { seconds: 4 }])).toEqual({ seconds: 4 });
  expect(typical<{ seconds: number }>([])).toBeUndefined();
});

test('records are summed up name by name, also where one lacks a name', () => {
  const records = [{ loader: 3, fetcher: 1 }, { loader: 5 }, { loader: 4 }];
  expect(medianByName(records)).toEqual({ loader: 4, fetcher: 1 });
  expect(maxByName(records)).toEqual({ loader: 5, fetcher: 1 });
});
