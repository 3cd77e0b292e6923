import type { TableDefinition } from '@regpipe/contracts';
import { Field } from '@regpipe/csv';
import { expect, test } from 'vitest';

import { KeyEncoder, TableEncoder } from './row-encoder.ts';
import { Sections } from './sections.ts';

const PLANT: TableDefinition = {
  name: 'plant',
  columns: [],
  written: ['name', 'code'],
  primaryKey: ['code'],
  recordKey: 1,
};
const USE: TableDefinition = { name: 'use', columns: [], written: ['plant', 'use'], belongsTo: 'plant' };
const TABLES = [PLANT, USE];

function textOf(sections: Sections) {
  sections.keep();
  return sections.take().payload.toString();
}

test('each row goes to the section of its table, with the line of its record', () => {
  const sections = new Sections(['plant', 'use']);
  const rows = new TableEncoder(sections, TABLES);
  const code = Field.of('F1');
  rows.start(7);
  rows.row(0, ['Fern', code]);
  rows.row(1, [code, 'shade']);
  rows.row(1, ['F1', null]);
  expect(textOf(sections)).toBe('Fern\tF1\t7\nF1\tshade\t7\nF1\t\\N\t7\n');
});

test.each([
  ['another record', 'F2'],
  ['no record', null],
])(
  'a row that belongs to %s stops the chunk: no reference of what is loaded can be broken',
  (_whose, plant) => {
    const rows = new TableEncoder(new Sections(['plant', 'use']), TABLES);
    rows.start(7);
    rows.row(0, ['Fern', 'F1']);
    expect(() => rows.row(1, [plant, 'shade'])).toThrow('Line 7');
  },
);

test('a row that comes before its record, or behind the one before, belongs to none', () => {
  const rows = new TableEncoder(new Sections(['plant', 'use']), TABLES);
  rows.start(7);
  rows.row(0, ['Fern', 'F1']);
  rows.start(8);
  expect(() => rows.row(1, ['F1', 'shade'])).toThrow('Line 8');
});

test('a dry run keeps the keys alone', () => {
  const sections = new Sections(['!keys']);
  const rows = new KeyEncoder(sections, TABLES);
  rows.start(7);
  rows.row(0, ['Fern', Field.of('F1')]);
  rows.row(1, ['F1', 'shade']);
  expect(textOf(sections)).toBe('F1\t7\n');
});
