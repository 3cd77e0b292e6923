import { ChunkCutter, type CutChunk, type CutOptions, type CutPosition } from '../cut-chunks.ts';
import { pick, type Random } from './random.ts';

export const START: CutPosition = { chunk: 0, firstRecord: 0, firstLine: 3, byteOffset: 100 };

/** Cuts a whole text, given in pieces of at most `pieceBytes`. */
export function cutAll(
  source: Buffer,
  options: CutOptions,
  pieceBytes = source.length,
  start = START,
): { chunks: CutChunk[]; end: CutPosition } {
  const cutter = new ChunkCutter(start, options);
  const chunks: CutChunk[] = [];
  for (let at = 0; at < source.length && !cutter.isFull; at += pieceBytes) {
    chunks.push(...cutter.push(source.subarray(at, at + pieceBytes)));
  }
  chunks.push(...cutter.finish());
  return { chunks, end: cutter.position };
}

const FIELDS = [
  'a',
  '',
  '台灣',
  '統一編號',
  '"x"',
  '"a,b"',
  '"with ""quotes"""',
  '"two\nlines"',
  '"\r\n"',
  ' ',
];
const BROKEN = [
  'a"b',
  '"never closed',
  '"closed"too early',
  '""',
  '"',
  '\r',
  'x'.repeat(90),
  '"' + 'y\n'.repeat(60),
];

/** Records of three columns, mostly; one in `calm` fields is broken, and the last line may lack its end. */
export function randomCsv(random: Random, records: number, calm: number): Buffer {
  let text = '';
  for (let record = 0; record < records; record += 1) {
    const width = random(12) === 0 ? 1 + random(5) : 3;
    const fields = Array.from({ length: width }, () => pick(random, random(calm) === 0 ? BROKEN : FIELDS));
    text += fields.join(',') + pick(random, ['\n', '\n', '\n', '\r\n']);
  }
  if (random(3) === 0) text = text.replace(/\r?\n$/, '');
  return Buffer.from(text);
}
