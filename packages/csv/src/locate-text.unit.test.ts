import { describe, expect, test } from 'vitest';

import { locateField, locateStrayQuote, locateSurplus, type TextRange } from './locate-text.ts';

/** What stands there. */
function at(record: string, range: TextRange | undefined): string | undefined {
  return range && record.slice(range.start, range.end);
}

describe('a field', () => {
  test.each([
    ['臺北市,04595257,大同', 1, '04595257'],
    ['臺北市,04595257,大同', 0, '臺北市'],
    ['臺北市,04595257,大同', 2, '大同'],
    ['"臺北市, ""二""樓",123,大同', 0, '臺北市, ""二""樓'],
    ['"臺北市, ""二""樓",123,大同', 1, '123'],
    ['"第一行\r\n第二行",123', 1, '123'],
    ['a,"x\ny"', 1, 'x\ny'],
    ['𠮷野家,12', 1, '12'],
    ['a, 　 ,b', 1, ' 　 '],
    ['only', 0, 'only'],
  ])('of %j at %i is %j', (record, index, expected) => {
    expect(at(record, locateField(record, index))).toBe(expected);
  });

  test.each([
    ['a,,b', 1, ',,'],
    [',a', 0, ','],
    ['a,', 1, ','],
    ['a,"",b', 1, '""'],
    ['', 0, ''],
  ])('that is empty, of %j at %i, is found by what is around it: %j', (record, index, expected) => {
    expect(at(record, locateField(record, index))).toBe(expected);
  });

  test('that is not there is nowhere, as is one behind a stray quote', () => {
    expect(locateField('a,b', 2)).toBeUndefined();
    expect(locateField('a,b"c,d', 2)).toBeUndefined();
  });
});

test.each([
  ['a,b"c,d', 3],
  ['a,"b"c,d', 4],
  ['a,"b,c', 2],
  ['"', 0],
  ['a,"b""c', 2],
  ['"a" ,b', 2],
])('the stray quote of %j is at %i', (record, start) => {
  expect(locateStrayQuote(record)).toEqual({ start, end: start + 1 });
});

test('a record that can be read has no stray quote', () => {
  for (const record of ['a,b', '"a","b""c"', '""', '', 'a,"b\nc"']) {
    expect(locateStrayQuote(record)).toBeUndefined();
  }
});

test('what is too much is all behind the last column', () => {
  expect(at('a,b,c,d', locateSurplus('a,b,c,d', 2))).toBe(',c,d');
  expect(at('"a,b",c,', locateSurplus('"a,b",c,', 2))).toBe(',');
  expect(locateSurplus('a,b', 2)).toBeUndefined();
  expect(locateSurplus('a', 2)).toBeUndefined();
});
