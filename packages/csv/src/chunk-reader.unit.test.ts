import { describe, expect, test } from 'vitest';

import { ChunkReader, isDefect, parseStrictly } from './index.ts';

const WIDTH = 3;

/** What each record is: its fields, or its defect; of a record of another width only how many fields it has. */
function readAll(bytes: Buffer, reader = new ChunkReader(WIDTH)) {
  const count = reader.open(bytes);
  return Array.from({ length: count }, (_, index) => {
    const record = reader.read(index);
    if (isDefect(record)) return record.type;
    return record.width === WIDTH ? record.fields.map(String) : record.width;
  });
}

function read(text: string | Buffer) {
  return readAll(Buffer.from(text)).map((record) => (Array.isArray(record) ? record.join('|') : record));
}

describe('records are cut where the csv says', () => {
  test('line breaks, commas and doubled quotes inside quotes belong to the field', () => {
    expect(read('a,"b,\nb",c\n"d ""e""",f,g\r\nh,i,j')).toEqual(['a|b,\nb|c', 'd "e"|f|g', 'h|i|j']);
  });

  test('an empty line is a record of one empty field', () => {
    expect(read('a,b,c\n\nd,e,f\n')).toEqual(['a|b|c', 1, 'd|e|f']);
    const reader = new ChunkReader(WIDTH);
    reader.open(Buffer.from('\r\nx\n'));
    const [empty, short] = [0, 1].map((index) => {
      const record = reader.read(index);
      return isDefect(record) ? record.type : String(record.fields[0]);
    });
    expect([empty, short]).toEqual(['', 'x']);
  });

  test('a wrong number of columns stays with its own record', () => {
    expect(read('a,b\nc,d,e,f\ng,h,i\n')).toEqual([2, 4, 'g|h|i']);
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

test.each([
  ['a lone surrogate', [0xed, 0xa0, 0x80]],
  ['a pair of them, as CESU-8 has it', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
  ['an overlong NUL', [0xc0, 0x80]],
  ['a character beyond the last', [0xf4, 0x90, 0x80, 0x80]],
  ['a character cut in half by a comma', [0xe5, 0x8f]],
  ['Big5', [0xa5, 0xd2]],
])('%s is no UTF-8, in quotes or without, and costs its own record', (_what, bytes) => {
  for (const quote of ['', '"']) {
    const [front, behind] = [Buffer.from(`a,${quote}`), Buffer.from(`${quote},c\nd,e,f\n`)];
    expect(read(Buffer.concat([front, Buffer.from(bytes), behind]))).toEqual(['INVALID_UTF8', 'd|e|f']);
  }
});

test('marks that nobody sees stay where they are: zero-width, right-to-left, byte-order', () => {
  const marks = ['\u200b', '\u200d', '\u200f', '\u202e', '\u2060', '\ufeff'];
  for (const mark of marks)
    expect(read(`${mark},"${mark}",x${mark}y\n`)).toEqual([`${mark}|${mark}|x${mark}y`]);
});

test('lines are counted physically, so that a reject can be found in the source', () => {
  const reader = new ChunkReader(WIDTH);
  reader.open(Buffer.from('a,"b\n\nb",c\nd,e,f\n'));
  expect([reader.line(0), reader.line(1)]).toEqual([0, 3]);
  expect(reader.source(0).toString()).toBe('a,"b\n\nb",c\n');
  expect(reader.source(1).toString()).toBe('d,e,f\n');
});

test('a chunk of more records and commas than any before it is read to its end', () => {
  const lines = Array.from({ length: 50_000 }, (_, index) => `${index},,${index}\n`);
  const records = readAll(Buffer.from(lines.join('')));
  expect(records).toHaveLength(50_000);
  expect(records.at(-1)).toEqual(['49999', '', '49999']);
  expect(readAll(Buffer.from(`${','.repeat(200_000)}\na,b,c\n`))).toEqual([200_001, ['a', 'b', 'c']]);
});

test('where csv-parse finds no fault, the same records with the same fields come out (random texts)', () => {
  const alphabet = ['a', '台', ',', ',', '"', '""', '","', '\n', '\r\n', '\r', ' ', '　', '\t', '\\'];
  let seed = 20_261_121;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  // One reader for all: what it keeps from one chunk must not show in the next.
  const reader = new ChunkReader(WIDTH);
  let compared = 0;
  let fields = 0;
  for (let round = 0; round < 60_000; round += 1) {
    const text = Array.from({ length: 1 + next(24) }, () => alphabet[next(alphabet.length)]).join('');
    const bytes = Buffer.from(text);
    let expected: string[][];
    try {
      expected = parseStrictly(bytes);
    } catch {
      continue;
    }
    const shaped = expected.map((record) => (record.length === WIDTH ? record : record.length));
    const records = readAll(bytes, reader);
    // A record that spans lines and is of a wrong width is cut at its first line: one quote may not swallow the file.
    if (records.includes('STRAY_QUOTE')) {
      expect(expected.some((record) => record.length !== WIDTH && record.join('').includes('\n'))).toBe(true);
      continue;
    }
    compared += 1;
    fields += shaped.filter(Array.isArray).length;
    expect(records, JSON.stringify(text)).toEqual(shaped);
  }
  expect(compared).toBeGreaterThan(10_000);
  expect(fields).toBeGreaterThan(2_000);
});
