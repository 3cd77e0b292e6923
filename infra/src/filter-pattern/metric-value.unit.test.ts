import { expect, test } from 'vitest';

import { FilterPatternError } from './filter-pattern.ts';
import { metricValue } from './metric-value.ts';

test('a number stands for itself, a selector for what the line has there', () => {
  expect(metricValue('1', {})).toBe(1);
  expect(metricValue('$.records_success', { records_success: 0 })).toBe(0);
  expect(metricValue('$.counts[1]', { counts: [3, 4] })).toBe(4);
});

test('nothing is published where the line has no number', () => {
  expect(metricValue('$.seconds', {})).toBeUndefined();
  expect(metricValue('$.seconds', { seconds: null })).toBeUndefined();
  expect(metricValue('$.seconds', { seconds: '3' })).toBeUndefined();
});

test('anything else is refused', () => {
  for (const value of ['records', '$.a + 1', '$.a\n', ''])
    expect(() => metricValue(value, {})).toThrow(FilterPatternError);
});
