import { describe, expect, test } from 'vitest';

import { isDefect, locateRecords, type ParsedChunk, parseRecords, parseStrictly } from './index.ts';

const limits = { width: 3, maxRecordBytes: 1024 };

function recordsOf(parsed: ParsedChunk) {
  return parsed.spans.map((_span, index) => parsed.at(index));
}

function read(text: string | Buffer) {
  const bytes = Buffer.from(text);
  const parsed = parseRecords(bytes, limits);
  return recordsOf(parsed).map((record) => (isDefect(record) ? record.type : record.join('|')));
}

describe('records are cut where the csv says', () => {
  test('line breaks, commas and doubled quotes inside quotes belong to the field', () => {
    expect(read('a,"b,\nb",c\n"d ""e""",f,g\r\nh,i,j')).toEqual(['a|b,\nb|c', 'd "e"|f|g', 'h|i|j']);
  });

  test('an empty line is a record of one empty field', () => {
    expect(read('a,b,c\n\nd,e,f\n')).toEqual(['a|b|c', '', 'd|e|f']);
  });

  test('a wrong number of columns stays with its own record', () => {
    expect(read('a,b\nc,d,e,f\ng,h,i\n')).toEqual(['a|b', 'c|d|e|f', 'g|h|i']);
  });
});

describe('a structurally broken record costs itself only', () => {
  test('a stray quote in an unquoted field', () => {
    expect(read('a,b"b,c\nd,e,f\n')).toEqual(['STRAY_QUOTE', 'd|e|f']);
  });

  test('text behind a closing quote', () => {
    expect(read('a,"b"x,c\nd,"e",f\n')).toEqual(['STRAY_QUOTE', 'd|e|f']);
  });

  test('a quote that is never closed does not swallow what follows', () => {
    expect(read('a,"b,c\nd,e,f\ng,"h",i\n')).toEqual(['STRAY_QUOTE', 'd|e|f', 'g|h|i']);
    expect(read('a,"b,c\nd,e,f\ng,h,i\n')).toEqual(['STRAY_QUOTE', 'd|e|f', 'g|h|i']);
  });

  test('a quote that seems to close lines later is seen through by the number of columns', () => {
    expect(read('a,"b,c\nd,e",f\ng,h,i\n')).toEqual(['a|b,c\nd,e|f', 'g|h|i']);
    expect(read('a,"b,c,d\ne,f,g"\nh,i,j\n')).toEqual(['STRAY_QUOTE', 'STRAY_QUOTE', 'h|i|j']);
  });

  test('bytes that PostgreSQL cannot hold', () => {
    const bytes = Buffer.concat([
      Buffer.from('a,'),
      Buffer.from([0xe5, 0x8f]),
      Buffer.from(',c\nd,\0,f\ng,h,i\n'),
    ]);
    expect(read(bytes)).toEqual(['INVALID_UTF8', 'NUL_CHARACTER', 'g|h|i']);
  });
});

test('lines are counted physically, so that a reject can be found in the source', () => {
  const spans = locateRecords(Buffer.from('a,"b\n\nb",c\nd,e,f\n'), limits);
  expect(spans.map((span) => span.line)).toEqual([0, 3]);
});

test('where csv-parse finds no fault, the same records with the same fields come out (random texts)', () => {
  const alphabet = ['a', '台', ',', ',', '"', '""', '\n', '\r\n', ' ', '\t', '\\'];
  let seed = 20_261_121;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  let compared = 0;
  for (let round = 0; round < 30_000; round += 1) {
    const text = Array.from({ length: 1 + next(24) }, () => alphabet[next(alphabet.length)]).join('');
    const bytes = Buffer.from(text);
    let expected: string[][];
    try {
      expected = parseStrictly(bytes);
    } catch {
      continue;
    }
    compared += 1;
    const spans = locateRecords(bytes, { width: 0, maxRecordBytes: 1024 });
    expect(spans.length, JSON.stringify(text)).toBe(expected.length);
    expect(
      spans.some((span) => span.malformed),
      JSON.stringify(text),
    ).toBe(false);
  }
  expect(compared).toBeGreaterThan(5_000);
});
