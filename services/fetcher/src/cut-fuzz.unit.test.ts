import { Readable } from 'node:stream';

import { ChunkReader, isDefect } from '@regpipe/csv';
import { findDataset } from '@regpipe/datasets';
import { type FuzzFile, fuzzRecord, layout, writeFile } from '@regpipe/fuzz';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ChunkCutter, type CutChunk, type CutOptions } from './cut-chunks.ts';
import { readPreamble } from './read-preamble.ts';

/** Fixed, so that a run says the same every time; `./run faults --only fuzz` goes on from here with new ones. */
const SEEDS = [1, 20_261_121, 77_003, 1_999_999_973];
const RUNS = 100;
const DATASET = findDataset('tax-registration');

const files = fc.tuple(layout, fc.array(fuzzRecord, { minLength: 1, maxLength: 30, size: 'max' }));

/** So that chunks end in every place: for their bytes, above those of the largest record, and for their records. */
const cuts = fc.record({
  spareBytes: fc.oneof(fc.nat(300), fc.nat(20_000)),
  chunkRecords: fc.option(fc.integer({ min: 1, max: 12 })),
  pieceBytes: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 40, max: 9_000 })),
});

function* piecesOf(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function cutFile(
  file: FuzzFile,
  pieceBytes: number,
  options: Omit<CutOptions, 'width'>,
): Promise<CutChunk[]> {
  const pieces = Readable.from(piecesOf(file.bytes, pieceBytes)) as AsyncIterable<Buffer>;
  const iterator = pieces[Symbol.asyncIterator]();
  const { preamble, rest } = await readPreamble(DATASET, iterator, null);
  const { width, bytes: byteOffset } = preamble;
  const start = { chunk: 0, firstRecord: 0, firstLine: preamble.lines + 1, byteOffset };
  const cutter = new ChunkCutter(start, { ...options, width });
  const chunks = [...cutter.push(rest)];
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    chunks.push(...cutter.push(next.value));
  }
  return [...chunks, ...cutter.finish()];
}

/** Every record of the chunks: where it stands, and its fields where it has so many. */
function readChunks(chunks: readonly CutChunk[], width: number) {
  return chunks.flatMap((chunk) => {
    const reader = new ChunkReader(width);
    return Array.from({ length: reader.open(chunk.payload) }, (_, index) => {
      const record = reader.read(index);
      const told = !isDefect(record) && record.width === width;
      return {
        line: chunk.firstLine + reader.line(index),
        source: reader.source(index).toString('latin1'),
        fields: told ? record.fields.map(String) : null,
      };
    });
  });
}

test.each(SEEDS)(
  'wherever a file is cut, each record is found whole, at its line, with the texts that were written (seed %i)',
  async (seed) => {
    await fc.assert(
      fc.asyncProperty(files, cuts, async ([shape, written], { spareBytes, chunkRecords, pieceBytes }) => {
        const file = writeFile(shape, written);
        const largest = Math.max(...file.records.map(({ start, end }) => end - start));
        // One byte for a line break that the last record may lack.
        const options = { chunkBytes: largest + 1 + spareBytes, chunkRecords, recordLimit: null };
        const chunks = await cutFile(file, pieceBytes, options);
        expect(readChunks(chunks, file.order.length)).toEqual(
          file.records.map(({ line, start, end, fields }) => ({
            line,
            source: file.bytes.toString('latin1', start, end),
            fields,
          })),
        );
        expect(Math.max(...chunks.map(({ records }) => records))).toBeLessThanOrEqual(
          chunkRecords ?? Infinity,
        );
      }),
      { seed, numRuns: RUNS },
    );
  },
);
