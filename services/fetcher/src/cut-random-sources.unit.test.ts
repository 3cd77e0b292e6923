import { ChunkReader } from '@regpipe/csv';
import { describe, expect, test } from 'vitest';

import type { CutOptions } from './cut-chunks.ts';
import { cutAll, randomCsv, START } from './testing/cut-all.ts';
import { pick, seededRandom } from './testing/random.ts';

const OPTIONS: CutOptions = { chunkBytes: 64, chunkRecords: null, recordLimit: null, width: 3 };

describe('whatever a source holds (random texts with quotes, line breaks and faults)', () => {
  const cases = Array.from({ length: 300 }, (_, seed) => {
    const random = seededRandom(seed);
    return {
      seed,
      source: randomCsv(random, 5 + random(60), pick(random, [4, 30, 1_000])),
      options: {
        ...OPTIONS,
        chunkBytes: pick(random, [24, 64, 200, 1_000]),
        chunkRecords: pick(random, [null, null, 1, 4]),
      },
    };
  });

  /** Bytes as text: quick to compare, and readable where they differ. */
  const readable = ({ chunks, end }: ReturnType<typeof cutAll>) => ({
    chunks: chunks.map((chunk) => ({ ...chunk, payload: chunk.payload.toString('latin1') })),
    end,
  });

  test('the chunks are the same for pieces of any size', () => {
    for (const { seed, source, options } of cases) {
      const whole = readable(cutAll(source, options));
      for (const pieceBytes of [1, 7, 50, 333]) {
        const inPieces = readable(cutAll(source, options, pieceBytes));
        expect(inPieces, `seed ${seed}, pieces of ${pieceBytes}`).toEqual(whole);
      }
    }
  });

  test('fetching that goes on from any chunk gives the same chunks from there on', () => {
    for (const { seed, source, options } of cases) {
      const { chunks, end } = readable(cutAll(source, options));
      for (const [index, chunk] of chunks.entries()) {
        if (index % 4 !== seed % 4) continue;
        const rest = source.subarray(chunk.byteOffset - START.byteOffset);
        const { chunk: number, firstRecord, firstLine, byteOffset } = chunk;
        const again = cutAll(rest, options, 40, { chunk: number, firstRecord, firstLine, byteOffset });
        expect(readable(again), `seed ${seed}, from chunk ${index}`).toEqual({
          chunks: chunks.slice(index),
          end,
        });
      }
    }
  });

  test('records, lines and bytes of the chunks follow each other without a gap and add up', () => {
    for (const { seed, source, options } of cases) {
      const { chunks, end } = cutAll(source, options);
      let at = { chunk: 0, firstRecord: 0, firstLine: START.firstLine, byteOffset: START.byteOffset };
      for (const { chunk, firstRecord, firstLine, byteOffset, records, lines, rawBytes } of chunks) {
        expect({ chunk, firstRecord, firstLine, byteOffset }, `seed ${seed}`).toEqual(at);
        at = {
          chunk: chunk + 1,
          firstRecord: firstRecord + records,
          firstLine: firstLine + lines,
          byteOffset: byteOffset + rawBytes,
        };
      }
      expect(end, `seed ${seed}`).toEqual(at);
      expect(end.byteOffset - START.byteOffset, `seed ${seed}`).toBe(source.length);
      const lineBreaks = source.toString('latin1').split('\n').length - 1;
      const unfinished = source.length > 0 && source.at(-1) !== 10 ? 1 : 0;
      expect(end.firstLine - START.firstLine, `seed ${seed}`).toBe(lineBreaks + unfinished);
    }
  });

  test('the payloads are the bytes of the source, and no chunk is larger than asked for', () => {
    for (const { seed, source, options } of cases) {
      for (const chunk of cutAll(source, options).chunks) {
        const start = chunk.byteOffset - START.byteOffset;
        const bytes = source.subarray(start, start + chunk.rawBytes);
        const expected = chunk.oversizedBytes === null ? bytes : bytes.subarray(0, chunk.payload.length);
        expect(chunk.payload.equals(expected), `seed ${seed}, chunk ${chunk.chunk}`).toBe(true);
        if (chunk.oversizedBytes === null) expect(chunk.rawBytes).toBeLessThanOrEqual(options.chunkBytes);
        else expect(chunk.oversizedBytes).toBeGreaterThanOrEqual(options.chunkBytes);
      }
    }
  });

  test('the transformer finds exactly the records and lines in a payload that were cut into it', () => {
    for (const { seed, source, options } of cases) {
      for (const chunk of cutAll(source, options).chunks) {
        if (chunk.oversizedBytes !== null) continue;
        const reader = new ChunkReader(options.width);
        const records = reader.open(chunk.payload);
        expect(records, `seed ${seed}, chunk ${chunk.chunk}`).toBe(chunk.records);
        expect(reader.line(records - 1), `seed ${seed}, chunk ${chunk.chunk}`).toBeLessThan(chunk.lines);
      }
    }
  });
});
