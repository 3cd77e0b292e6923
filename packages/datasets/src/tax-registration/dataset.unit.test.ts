import { expect, test } from 'vitest';

import { findDataset } from '../registry.ts';
import { taxRegistration } from './dataset.ts';

test('the data set is found by its name, and an unknown one is refused naming those that exist', () => {
  expect(findDataset('tax-registration')).toBe(taxRegistration);
  expect(() => findDataset('tax')).toThrow(/there are: tax-registration/);
});

test.each(taxRegistration.tables.map((table) => [table.name, table] as const))(
  'every column that %s mentions is one of its own',
  (_name, table) => {
    const columns = table.columns.map(({ name }) => name);
    const mentioned = [
      table.written,
      table.primaryKey ?? [],
      ...(table.unique ?? []),
      ...(table.indexes ?? []),
      table.references?.columns ?? [],
      table.belongsTo === undefined ? [] : [table.belongsTo],
    ].flat();
    expect(columns).toEqual(expect.arrayContaining(mentioned));
  },
);

test('every column without a default is written', () => {
  for (const { columns, written } of taxRegistration.tables) {
    const needed = columns.filter(({ sql }) => !sql.includes('DEFAULT')).map(({ name }) => name);
    expect(written).toEqual(needed);
  }
});

test('exactly one table holds the record key', () => {
  expect(taxRegistration.tables.filter(({ recordKey }) => recordKey !== undefined)).toHaveLength(1);
});
