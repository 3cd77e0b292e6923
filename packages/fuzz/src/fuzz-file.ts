import fc from 'fast-check';

import { anyFuzzRecord, type FuzzRecord } from './fuzz-record.ts';
import { BLANKS } from './nasty-text.ts';
import { COLUMNS } from './record-values.ts';
import { type WrittenRecord, writeRecord } from './write-record.ts';

/** What a file is like around its records. */
export interface Layout {
  readonly byteOrderMark: boolean;
  /** For each column of the file, its place in COLUMNS: any order, with or without the optional one. */
  readonly order: readonly number[];
  readonly quotedHeader: boolean;
  readonly padding: string;
  readonly lineBreak: '\n' | '\r\n';
  readonly dateLine: boolean;
  /** The last record has no line break. */
  readonly unfinished: boolean;
}

export const layout: fc.Arbitrary<Layout> = fc.record({
  byteOrderMark: fc.boolean(),
  order: fc
    .tuple(fc.shuffledSubarray([...COLUMNS.keys()], { minLength: COLUMNS.length }), fc.boolean())
    .map(([all, optional]) => all.filter((column) => optional || column < COLUMNS.length - 1)),
  quotedHeader: fc.boolean(),
  padding: fc.constantFrom('', '', ...BLANKS.filter((blank) => !/[\r\n]/.test(blank))),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  dateLine: fc.boolean(),
  unfinished: fc.boolean(),
});

export interface PlacedRecord extends WrittenRecord {
  /** Physical line, from 1. */
  readonly line: number;
  /** Offset in the file. */
  readonly start: number;
  /** Behind its line break. */
  readonly end: number;
}

export interface FuzzFile {
  readonly bytes: Buffer;
  /** Where its records begin. */
  readonly preamble: { readonly bytes: number; readonly lines: number };
  readonly order: readonly number[];
  readonly records: readonly PlacedRecord[];
}

export function writeFile(shape: Layout, records: readonly FuzzRecord[]): FuzzFile {
  const preamble = writePreamble(shape);
  const pieces: Buffer[] = [preamble];
  const placed: PlacedRecord[] = [];
  const written = records.flatMap((record) => writeRecord(record, shape.order));
  const lines = countLines(preamble);
  let [start, line] = [preamble.length, lines + 1];
  for (const [index, record] of written.entries()) {
    // Nothing without a line break would be no line.
    const last = shape.unfinished && index === written.length - 1 && record.bytes.length > 0;
    const bytes = last ? record.bytes : Buffer.concat([record.bytes, Buffer.from(record.lineBreak)]);
    placed.push({ ...record, line, start, end: start + bytes.length });
    pieces.push(bytes);
    start += bytes.length;
    line += countLines(bytes);
  }
  return {
    bytes: Buffer.concat(pieces),
    preamble: { bytes: preamble.length, lines },
    order: shape.order,
    records: placed,
  };
}

/** The same file for the same seed, with at least so many records. */
export function fuzzFile(seed: number, records: number): FuzzFile {
  const [shape] = fc.sample(layout, { seed, numRuns: 1 });
  return writeFile(shape as Layout, fc.sample(anyFuzzRecord, { seed, numRuns: records }));
}

function writePreamble({ byteOrderMark, order, quotedHeader, padding, lineBreak, dateLine }: Layout): Buffer {
  const names = order.map((column) => `${padding}${COLUMNS[column] ?? ''}${padding}`);
  const header = names.map((name) => (quotedHeader ? `"${name}"` : name)).join(',');
  const date = `09-MAY-26${','.repeat(order.length - 1)}${lineBreak}`;
  return Buffer.from(`${byteOrderMark ? '\ufeff' : ''}${header}${lineBreak}${dateLine ? date : ''}`);
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}
