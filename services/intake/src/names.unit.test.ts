import { datasets } from '@regpipe/datasets';
import { expect, test } from 'vitest';

import { errorNameOf, rowErrorNames, rowWarningNames } from './error-names.ts';
import { nameDrop, splitEnding } from './name-drop.ts';

test.each([
  ['incoming/user-log-20240802-001.csv', 'user-log-20240802-001', 'user-statistics'],
  ['incoming/2024/08/統計.v2.CSV', '統計.v2', 'user-statistics'],
  ['incoming/notes', 'notes', null],
  ['incoming/data.csv.gz', 'data.csv', null],
])('%s is called %s and is of %s', (key, name, dataset) => {
  expect(nameDrop(key, datasets)).toEqual({ name, dataset });
});

test.each([
  ['a.csv', 'a', '.csv'],
  ['a.b.csv', 'a.b', '.csv'],
  ['.csv', '.csv', ''],
  ['a', 'a', ''],
])('%s is %s with the ending "%s"', (file, stem, ending) => {
  expect(splitEnding(file)).toEqual([stem, ending]);
});

test.each([
  ['VALIDATION_FAILED', 'ValidationError'],
  ['SOURCE_ENCODING', 'ValidationError'],
  ['DATABASE_UNAVAILABLE', 'DatabaseConnectionError'],
  ['STORE_FORBIDDEN', 'ObjectStoreError'],
  ['CHUNKS_DEAD', 'ProcessingError'],
])('%s is a %s for those who read reports', (code, name) => {
  expect(errorNameOf(code)).toBe(name);
});

test('rows that refer to nothing, or to something that is not active, are called after that', () => {
  const dataset = datasets.find(({ name }) => name === 'user-statistics');
  expect(rowErrorNames(dataset)).toEqual({ USER_NOT_FOUND: 'UserNotFoundError' });
  expect(rowWarningNames(dataset)).toEqual({ USER_INACTIVE: 'UserInactiveWarning' });
  expect(rowErrorNames(undefined)).toEqual({});
});
