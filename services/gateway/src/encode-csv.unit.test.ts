import { expect, test } from 'vitest';

import { encodeCsvRow } from './encode-csv.ts';

test('quotes cells with commas, quotes and line breaks', () => {
  expect(encodeCsvRow([1, 'a,b', 'say "no"', 'two\nlines', 'plain', null])).toBe(
    '1,"a,b","say ""no""","two\nlines",plain,\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1', '−1'])(
  'does not let a spreadsheet run %j',
  (cell) => {
    expect(encodeCsvRow([cell])).toBe(`'${cell}\r\n`);
  },
);

test.each([
  ' =1+1',
  '\u3000@SUM(A1)',
  '\u00a0+1',
  '\u200b=1',
  '\ufeff=1',
  '\u202e-1',
  '\u0000=1',
  '\u00ad=1',
  '\u0301=1',
  "'=1",
  '‘=1',
  ' \u200b  =1',
])('nor %j, where a formula stands behind what is skipped', (cell) => {
  expect(encodeCsvRow([cell])).toBe(`'${cell}\r\n`);
});

test('nor one behind quotes or line breaks', () => {
  expect(encodeCsvRow(['"=1"', '\r=1', ' \n=1'])).toBe(`"'""=1""","'\r=1","' \n=1"\r\n`);
});

test.each(['a=1', '臺北 -1', '1-2', '(=1)', '"a" = b', ''])('leaves %j alone', (cell) => {
  expect(encodeCsvRow([cell])).not.toContain("'");
});

test('neutralises a formula also where the cell needs quotes', () => {
  expect(encodeCsvRow(['=HYPERLINK("http://x","y")'])).toBe(`"'=HYPERLINK(""http://x"",""y"")"\r\n`);
});

test('leaves numbers and Chinese alone', () => {
  expect(encodeCsvRow([-1, '臺北市中正區'])).toBe('-1,臺北市中正區\r\n');
});
