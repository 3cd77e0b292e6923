import { expect, test } from 'vitest';

import { encodeCsvRow } from './encode-csv.ts';

test('quotes cells with commas, quotes and line breaks', () => {
  expect(encodeCsvRow([1, 'a,b', 'say "no"', 'two\nlines', 'plain', null])).toBe(
    '1,"a,b","say ""no""","two\nlines",plain,\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1'])('does not let a spreadsheet run %j', (cell) => {
  expect(encodeCsvRow([cell])).toBe(`'${cell}\r\n`);
});

test('neutralises a formula also where the cell needs quotes', () => {
  expect(encodeCsvRow(['=HYPERLINK("http://x","y")'])).toBe(`"'=HYPERLINK(""http://x"",""y"")"\r\n`);
});

test('leaves numbers and Chinese alone', () => {
  expect(encodeCsvRow([-1, '臺北市中正區'])).toBe('-1,臺北市中正區\r\n');
});
