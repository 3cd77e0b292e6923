import { expect, test } from 'vitest';

import { datasets, findDataset } from '../registry.ts';
import { userStatistics } from './dataset.ts';

const { merge, tables, drops } = userStatistics;

test('the data set is found by its name, and is not the one that is meant where none is named', () => {
  expect(findDataset('user-statistics')).toBe(userStatistics);
  expect(datasets[0]?.name).toBe('tax-registration');
});

test('the rows of a file fit the live table that they are merged into', () => {
  const staged = tables.find(({ name }) => name === merge.table);
  const live = merge.liveTables.find(({ name }) => name === merge.table);
  expect(live?.primaryKey).toEqual(staged?.primaryKey);
  const liveColumns = live?.columns.map(({ name }) => name) ?? [];
  expect(liveColumns).toEqual([...(staged?.columns.map(({ name }) => name) ?? []), ...merge.stamps]);
});

test('what a row refers to is a live table, with the columns that are asked for', () => {
  const { reference } = merge;
  const foreign = merge.liveTables.find(({ name }) => name === reference?.table);
  expect(foreign?.columns.map(({ name }) => name)).toEqual(
    expect.arrayContaining([reference?.foreign, reference?.active?.column]),
  );
  // Created in this order, so that a reference finds its table.
  expect(merge.liveTables.map(({ name }) => name)).toEqual(['users', 'user_statistics']);
});

test.each(['test-user-stats-20250807-100records.csv', 'user-log-20240802-001.CSV'])(
  'a dropped file %s holds user statistics',
  (name) => {
    expect(drops.fileName.test(name)).toBe(true);
  },
);

test.each(['notes.txt', 'users.csv.gz', 'csv'])('a dropped file %s does not', (name) => {
  expect(drops.fileName.test(name)).toBe(false);
});
