import { Field } from '@regpipe/csv';
import { expect, test } from 'vitest';

import { COLUMNS, FIELD } from './columns.ts';
import { writeIndustries } from './industries.ts';
import { recordingWriter } from '../recording-writer.ts';

function write(...pairs: [code: string, name: string][]) {
  const fields = new Array<string>(COLUMNS.length).fill('');
  fields.splice(FIELD.industries, 2 * pairs.length, ...pairs.flat());
  const rows = recordingWriter();
  writeIndustries(Field.of('04595257'), fields.map(Field.of), rows);
  return { rows: rows.written.map(({ values }) => values), warnings: rows.warnings };
}

test('order is the position in the source, also behind a gap', () => {
  expect(write(['561113', '餐館'], ['', ''], ['', ''], ['620100', '電腦程式設計'])).toEqual({
    rows: [
      ['04595257', '561113', '餐館', '1'],
      ['04595257', '620100', '電腦程式設計', '4'],
    ],
    warnings: [],
  });
});

test('of a code that stands twice the first is kept, and the other counted', () => {
  expect(write(['561113', '餐館'], ['620100', '程式'], [' 561113　', '餐廳'])).toEqual({
    rows: [
      ['04595257', '561113', '餐館', '1'],
      ['04595257', '620100', '程式', '2'],
    ],
    warnings: ['DUPLICATE_INDUSTRY'],
  });
});

test('a name without a code is left out and counted', () => {
  expect(write(['', '餐館'], ['620100', '　'])).toEqual({
    rows: [['04595257', '620100', null, '2']],
    warnings: ['INDUSTRY_WITHOUT_CODE'],
  });
});

test('a code too long for an index cannot stop the publication', () => {
  expect(write(['5'.repeat(3000), '餐館'])).toEqual({ rows: [], warnings: ['INDUSTRY_CODE_TOO_LONG'] });
});
