import { describe, expect, test } from 'vitest';

import {
  COLUMNS,
  line,
  rawChunk,
  readRejects,
  readRows,
  transformChunk,
  transformLines,
} from './testing/tax-chunk.ts';

describe('the rows of a chunk', () => {
  test('go to the section of their table, each with its source line', () => {
    const parts = transformLines([
      line(),
      line({ 統一編號: '00501508', 行業代號1: '561113', 名稱1: '早餐店' }),
    ]);
    expect(readRows(parts, 'tax_registration').map((row) => [row[0], row.at(-1)])).toEqual([
      ['04595257', '100'],
      ['00501508', '101'],
    ]);
    expect(readRows(parts, 'business_industry')).toEqual([
      ['04595257', '472927', '豆類製品零售', '1', '100'],
      ['00501508', '472927', '豆類製品零售', '1', '101'],
      ['00501508', '561113', '早餐店', '2', '101'],
    ]);
    expect(parts).toMatchObject([
      { records: 2, loaded: 2, failed: 0, blank: 0, firstRecord: 1_000, lines: 2 },
    ]);
  });

  test('keep every character of a name that COPY gives a meaning to', () => {
    const name = '永和\t\\N\\.\r\n"豆漿", 🧨';
    const [row] = readRows(transformLines([line({ 營業人名稱: name })]), 'tax_registration');
    expect(row?.[2]).toBe(name);
  });

  test('are told by physical lines, also behind a record that spans several', () => {
    const parts = transformLines([line({ 營業地址: 'a\nb\n\nc' }), line({ 統一編號: '1' }), line()]);
    expect(readRows(parts, 'tax_registration').map((row) => row.at(-1))).toEqual(['100', '105']);
    expect(readRejects(parts).map((reject) => reject.line)).toEqual([104]);
    expect(parts).toMatchObject([{ firstLine: 100, lines: 6 }]);
  });

  test('count their warnings, those of rejected records left out', () => {
    const odd = { 統一編號: '00501502', 資本額: 'much' };
    const parts = transformLines([line(odd), line(odd), line({ ...odd, 營業人名稱: '' })]);
    expect(parts).toMatchObject([
      { loaded: 2, failed: 1, warnings: { BAN_CHECK_DIGIT: 2, CAPITAL_NOT_A_NUMBER: 2 } },
    ]);
  });
});

describe('a rejected record', () => {
  test.each([
    ['MISSING_BAN', line({ 統一編號: '' })],
    ['INVALID_BAN', line({ 統一編號: '１２３４５６７８' })],
    ['MISSING_NAME', line({ 營業人名稱: '　' })],
    ['WRONG_COLUMN_COUNT', `${line()},one more`],
    ['WRONG_COLUMN_COUNT', 'one,two'],
    ['STRAY_QUOTE', line().replace('永和', '永"和')],
    ['STRAY_QUOTE', line().replace('永和', '"永和')],
    ['NUL_CHARACTER', line().replace('永和', '永\0和')],
  ])('is kept with its reason, its line and its text: %s', (type, text) => {
    const parts = transformLines([line(), text, line()]);
    expect(readRejects(parts)).toMatchObject([{ type, line: 101, raw: text.replace('\0', '\\x00') }]);
    expect(parts).toMatchObject([{ records: 3, loaded: 2, failed: 1 }]);
  });

  test('of bytes that are not UTF-8 costs itself only', () => {
    const [chunk, payload] = rawChunk([line(), line({ 營業人名稱: '@@@' }), line()]);
    payload.fill(0xff, payload.indexOf('@@@'), payload.indexOf('@@@') + 3);
    const parts = transformChunk(chunk, payload);
    expect(readRejects(parts)).toMatchObject([
      { type: 'INVALID_UTF8', line: 101, raw: expect.stringContaining('\\xff\\xff\\xff') as string },
    ]);
    expect(parts).toMatchObject([{ loaded: 2, failed: 1 }]);
  });

  test('leaves no row behind in any table', () => {
    const parts = transformLines([line({ 統一編號: '123' })]);
    expect(readRows(parts, 'tax_registration')).toEqual([]);
    expect(readRows(parts, 'business_industry')).toEqual([]);
  });
});

test('blank records are counted and nothing else: commas alone, white space, an empty line', () => {
  const parts = transformLines([','.repeat(15), '　,'.repeat(15), '', ' ', line()]);
  expect(parts).toMatchObject([{ records: 5, loaded: 1, blank: 4, failed: 0 }]);
  expect(readRejects(parts)).toEqual([]);
});

describe('columns are taken by name', () => {
  const inFileOrder = (header: readonly string[]) => ({
    columns: COLUMNS.map((column) => header.indexOf(column)),
    width: header.length,
  });
  const expected = readRows(transformLines([line()]), 'tax_registration');

  test('in whatever order the file has them', () => {
    const header = [...COLUMNS].reverse();
    const parts = transformLines([line({}, header)], inFileOrder(header));
    expect(readRows(parts, 'tax_registration')).toEqual(expected);
  });

  test('around a column of the sister file that we do not keep', () => {
    const header = [...COLUMNS.slice(0, 7), '停業日期', ...COLUMNS.slice(7)];
    const parts = transformLines([line({ 停業日期: '1150401' }, header)], inFileOrder(header));
    expect(readRows(parts, 'tax_registration')).toEqual(expected);
    expect(readRejects(transformLines([line()], inFileOrder(header)))).toMatchObject([
      { type: 'WRONG_COLUMN_COUNT' },
    ]);
  });
});

test('a dry run gives the same counts and rejects, and of the rows their keys alone', () => {
  const lines = [line(), line({ 統一編號: '00501502' }), line({ 營業人名稱: '' }), ','.repeat(15)];
  const [full, dry] = [transformLines(lines), transformLines(lines, { mode: 'dry-run' })];
  const counts = { records: 4, loaded: 2, failed: 1, blank: 1, warnings: { BAN_CHECK_DIGIT: 1 } };
  expect(full).toMatchObject([counts]);
  expect(dry).toMatchObject([counts]);
  expect(readRejects(dry)).toEqual(readRejects(full));
  expect(dry[0]?.sections.map((section) => section.name)).toEqual(['!keys', '!rejects']);
  expect(readRows(dry, '!keys')).toEqual([
    ['04595257', '100'],
    ['00501502', '101'],
  ]);
});

test('a chunk that holds other records than it says is refused as a whole', () => {
  expect(() => transformLines([line(), line()], { records: 3 })).toThrow('says 3 records, its payload has 2');
});
