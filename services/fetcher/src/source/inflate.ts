import { createInflateRaw, type InflateRaw } from 'node:zlib';

import { RegpipeError, type TerminalError } from '@regpipe/contracts';

import type { ByteReader } from './byte-reader.ts';

const OUTPUT_BYTES = 64 * 1024;
/** Little may compress extremely well without being a trap. */
const RATIO_FREE_BYTES = 1024 * 1024;

/** What has been inflated of an archive, over all of its members, and what that may come to. */
export interface Inflation {
  readonly maxRatio: number;
  inflated: number;
  compressed: number;
  /** The error that says what is wrong with the archive. */
  readonly invalid: (reason: string, cause?: unknown) => TerminalError;
}

/**
 * Inflates one deflate stream and leaves the reader at the byte after it. Returns the compressed length.
 *
 * zlib itself knows where the stream ends: it takes no bytes beyond it, and `bytesWritten` counts those it
 * took. So the length need not be known beforehand, and no signature is searched for in compressed data, where
 * one can stand by chance. Pieces are fed one at a time, each when zlib has taken the one before; zlib stops
 * taking while nobody reads its output.
 */
export async function* inflateFrom(
  reader: ByteReader,
  inflation: Inflation,
): AsyncGenerator<Buffer, number, undefined> {
  const inflate = createInflateRaw({ chunkSize: OUTPUT_BYTES });
  const feeding = feed(reader, inflate, inflation).catch((error: unknown) => {
    inflate.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      inflation.inflated += piece.length;
      refuseRatio(inflation, inflation.compressed + inflate.bytesWritten);
      yield piece;
    }
    await feeding;
    inflation.compressed += inflate.bytesWritten;
    return inflate.bytesWritten;
  } catch (error) {
    throw isZlibError(error) ? inflation.invalid(`its data is damaged: ${error.message}`, error) : error;
  } finally {
    inflate.destroy();
  }
}

function refuseRatio({ maxRatio, inflated, invalid }: Inflation, compressed: number): void {
  if (inflated <= RATIO_FREE_BYTES || inflated <= maxRatio * compressed) return;
  throw invalid(`it inflates to more than ${maxRatio} times its size`);
}

async function feed(reader: ByteReader, inflate: InflateRaw, { invalid }: Inflation): Promise<void> {
  let fed = 0;
  for (;;) {
    const piece = await reader.next();
    if (piece === null) throw invalid('it ends within its member');
    fed += piece.length;
    await write(inflate, piece);
    const untaken = fed - inflate.bytesWritten;
    if (untaken > 0) {
      reader.unread(piece.subarray(piece.length - untaken));
      return;
    }
  }
}

function write(inflate: InflateRaw, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    inflate.write(piece, (error) => (error ? reject(error) : resolve()));
  });
}

function isZlibError(error: unknown): error is Error {
  return !(error instanceof RegpipeError) && error instanceof Error && 'errno' in error;
}
