import { describe, expect, test } from 'vitest';

import type { CutChunk, CutOptions } from './cut-chunks.ts';
import { cutAll, START } from './testing/cut-all.ts';

const OPTIONS: CutOptions = { chunkBytes: 64, chunkRecords: null, recordLimit: null, width: 3 };

function cutTexts(text: string, options: Partial<CutOptions> = {}): string[] {
  const { chunks } = cutAll(Buffer.from(text), { ...OPTIONS, ...options });
  return chunks.map((chunk) => chunk.payload.toString());
}

function places(chunks: readonly CutChunk[]) {
  return chunks.map(({ chunk, firstRecord, records, firstLine, lines }) => ({
    chunk,
    firstRecord,
    records,
    firstLine,
    lines,
  }));
}

describe('a chunk', () => {
  test('holds as many whole records as fit', () => {
    expect(cutTexts('a,b,c\nd,e,f\ng,h,i\n', { chunkBytes: 12 })).toEqual(['a,b,c\nd,e,f\n', 'g,h,i\n']);
    expect(cutTexts('a,b,c\nd,e,f\ng,h,i\n', { chunkBytes: 17 })).toEqual(['a,b,c\nd,e,f\n', 'g,h,i\n']);
  });

  test('never ends inside a quoted line break', () => {
    expect(cutTexts('a,b,c\nd,"e\n\ne",f\ng,h,i\n', { chunkBytes: 16 })).toEqual([
      'a,b,c\n',
      'd,"e\n\ne",f\n',
      'g,h,i\n',
    ]);
  });

  test('knows its number, its first record, its lines and its bytes', () => {
    const { chunks, end } = cutAll(Buffer.from('a,b,c\nd,"e\ne",f\ng,h,i\n'), { ...OPTIONS, chunkBytes: 12 });
    expect(places(chunks)).toEqual([
      { chunk: 0, firstRecord: 0, records: 1, firstLine: 3, lines: 1 },
      { chunk: 1, firstRecord: 1, records: 1, firstLine: 4, lines: 2 },
      { chunk: 2, firstRecord: 2, records: 1, firstLine: 6, lines: 1 },
    ]);
    expect(chunks.map((chunk) => chunk.byteOffset)).toEqual([100, 106, 116]);
    expect(end).toEqual({ chunk: 3, firstRecord: 3, firstLine: 7, byteOffset: 122 });
  });

  test('has at most as many records as asked for', () => {
    const text = 'a,b,c\n'.repeat(7);
    expect(
      cutAll(Buffer.from(text), { ...OPTIONS, chunkRecords: 3 }).chunks.map((chunk) => chunk.records),
    ).toEqual([3, 3, 1]);
  });

  test('stays as it was cut while the following ones are cut', () => {
    const source = Buffer.from(Array.from({ length: 20_000 }, (_, index) => `${index},b,c\n`).join(''));
    const { chunks } = cutAll(source, OPTIONS, 1_000);
    expect(Buffer.concat(chunks.map((chunk) => chunk.payload)).equals(source)).toBe(true);
  });

  test('takes the last line without a line break, and what is left of an open quote', () => {
    expect(cutTexts('a,b,c\nd,e,f')).toEqual(['a,b,c\nd,e,f']);
    const { chunks } = cutAll(Buffer.from('a,b,c\nd,"e,f'), OPTIONS);
    expect(chunks.map((chunk) => chunk.records)).toEqual([2]);
  });

  test('is not made of nothing', () => {
    expect(cutTexts('')).toEqual([]);
  });
});

describe('a record limit', () => {
  test('ends the source after so many records, in the middle of a chunk or at its end', () => {
    const text = 'a,b,c\nd,e,f\ng,h,i\n';
    expect(cutTexts(text, { recordLimit: 2 })).toEqual(['a,b,c\nd,e,f\n']);
    expect(cutTexts(text, { recordLimit: 2, chunkBytes: 12 })).toEqual(['a,b,c\nd,e,f\n']);
    expect(cutTexts(text, { recordLimit: 10 })).toEqual([text]);
  });

  test('counts from the start of the source, also where fetching goes on later', () => {
    const source = Buffer.from('d,e,f\ng,h,i\n');
    const start = { ...START, chunk: 1, firstRecord: 1 };
    const { chunks } = cutAll(source, { ...OPTIONS, recordLimit: 2 }, source.length, start);
    expect(chunks.map((chunk) => chunk.payload.toString())).toEqual(['d,e,f\n']);
  });
});

describe('a record that is too large to be carried', () => {
  const huge = 'x'.repeat(200);

  test('is a chunk of its own, with its size and its place, and costs no other record', () => {
    const { chunks, end } = cutAll(Buffer.from(`a,b,c\n${huge}\nd,e,f\n`), OPTIONS);
    expect(chunks.map((chunk) => [chunk.records, chunk.rawBytes, chunk.oversizedBytes])).toEqual([
      [1, 6, null],
      [1, 201, 201],
      [1, 6, null],
    ]);
    expect(huge.startsWith(chunks[1]?.payload.toString() ?? '?')).toBe(true);
    expect(end).toMatchObject({ firstRecord: 3, byteOffset: START.byteOffset + 213 });
  });

  test('may be the last one, with a line break behind it or without', () => {
    for (const ending of ['', '\n']) {
      const { chunks } = cutAll(Buffer.from(`a,b,c\n${huge}${ending}`), OPTIONS, 10);
      expect(chunks.map((chunk) => chunk.oversizedBytes)).toEqual([null, 200 + ending.length]);
    }
  });

  test('is not held in memory, however large it is', () => {
    const { chunks } = cutAll(Buffer.alloc(40_000_000, 'x'), OPTIONS, 1_000_000);
    expect(chunks.map((chunk) => chunk.oversizedBytes)).toEqual([40_000_000]);
    expect(chunks[0]?.payload.length).toBe(OPTIONS.chunkBytes);
  });
});
