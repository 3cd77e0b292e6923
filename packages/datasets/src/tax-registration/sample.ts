import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { RefusedError } from '@regpipe/contracts';

import { COLUMNS } from './columns.ts';
import { MOST_BANS } from './sample-bans.ts';
import { INVALID_BYTES, INVALID_BYTES_MARKER } from './sample-defects.ts';
import { createLines, type SampleLines } from './sample-lines.ts';
import { createRandom } from '../sample-random.ts';
import type { ExpectedCounts } from './sample-tally.ts';
import { dayText, stampField } from './stamp.ts';

export type { ExpectedCounts } from './sample-tally.ts';

export interface SampleOptions {
  /** Records, bad ones included; neither the header nor the date line. */
  readonly rows: number;
  readonly path: string;
  /** The same seed gives the same file, byte for byte. */
  readonly seed?: number;
  /** The file's date; its day in UTC. */
  readonly stamp?: Date;
  /** Every record loads, every line ends in LF: what COPY takes as well. A few numbers fail their check digit. */
  readonly clean?: boolean;
  /** Without the few quotes that make a parser which reads the file from end to end swallow the lines after them. */
  readonly balanced?: boolean;
}

export interface Sample {
  readonly expected: ExpectedCounts;
  readonly bytes: number;
}

const DEFAULT_STAMP = new Date(Date.UTC(2026, 4, 9));
const BYTE_ORDER_MARK = '\ufeff';
/** Characters gathered before they are encoded: about 256 KiB, since most take three bytes. */
const PIECE_LENGTH = 100 * 1024;

/**
 * Writes a file like the real one to `path`, and says what a correct load of it reports. Memory does not grow with
 * the file. From 1000 records on every kind of defect stands in it at least once.
 *
 * @throws RefusedError REQUEST_INVALID when `rows` is no whole number from 0 to 20 million
 */
export async function makeSample(options: SampleOptions): Promise<Sample> {
  const { rows, path, seed = 1, stamp = DEFAULT_STAMP, clean = false, balanced = false } = options;
  if (!Number.isInteger(rows) || rows < 0 || rows > MOST_BANS) {
    throw new RefusedError('REQUEST_INVALID', `A sample has from 0 to ${MOST_BANS} rows, not ${rows}.`, {
      fields: { rows },
    });
  }
  const lines = createLines(createRandom(seed), rows, { clean, balanced });
  let bytes = 0;

  function* encodedPieces(): Generator<Buffer> {
    for (const piece of pieces(lines, rows, stamp, clean)) {
      const encoded = encode(piece);
      bytes += encoded.length;
      yield encoded;
    }
  }

  await pipeline(encodedPieces, createWriteStream(path));
  return { expected: lines.tally.counts(dayText(stamp.getTime())), bytes };
}

function* pieces(lines: SampleLines, rows: number, stamp: Date, clean: boolean): Generator<string> {
  const lastEnd = clean ? '\n' : '';
  let piece = `${BYTE_ORDER_MARK}${COLUMNS.join(',')}\n${stampField(stamp)}${','.repeat(COLUMNS.length - 1)}\n`;
  for (let row = 1; row <= rows; row += 1) {
    piece += lines.next() + (row === rows ? lastEnd : '\n');
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function encode(piece: string): Buffer {
  const encoded = Buffer.from(piece);
  let at = encoded.indexOf(INVALID_BYTES_MARKER);
  while (at >= 0) {
    encoded.set(INVALID_BYTES, at);
    at = encoded.indexOf(INVALID_BYTES_MARKER, at + INVALID_BYTES.length);
  }
  return encoded;
}
