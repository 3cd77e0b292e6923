import { TerminalError } from '@regpipe/contracts';

export interface CountedBytes {
  readonly bytes: AsyncIterable<Buffer>;
  /** Offset behind the last byte given out. */
  readonly position: () => number;
}

export interface ByteLimit {
  /** The source as messages show it. */
  readonly source: string;
  readonly startsAt: number;
  readonly maxBytes: number;
}

/**
 * Counts what flows, and stops it at a limit.
 *
 * @throws TerminalError SOURCE_TOO_LARGE, by the bytes
 */
export function countBytes(pieces: AsyncIterable<Buffer>, limit: ByteLimit): CountedBytes {
  let position = limit.startsAt;
  async function* bytes(): AsyncGenerator<Buffer, void, undefined> {
    for await (const piece of pieces) {
      position += piece.length;
      if (position > limit.maxBytes) throw tooLarge(limit);
      yield piece;
    }
  }
  return { bytes: bytes(), position: () => position };
}

/** Refuses by its declared length what would be stopped on its way. @throws TerminalError SOURCE_TOO_LARGE */
export function refuseTooLarge(declared: number | null, limit: Omit<ByteLimit, 'startsAt'>): void {
  if (declared !== null && declared > limit.maxBytes) throw tooLarge(limit, declared);
}

function tooLarge({ source, maxBytes }: Omit<ByteLimit, 'startsAt'>, declared?: number): TerminalError {
  const size = declared === undefined ? '' : `it has ${declared} bytes, `;
  const message = `${source} is too large: ${size}REGPIPE_SOURCE_MAX_BYTES allows ${maxBytes}`;
  return new TerminalError('SOURCE_TOO_LARGE', message, { fields: { source, maxBytes } });
}
