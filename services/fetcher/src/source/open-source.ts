import {
  errorMessage,
  maskSource,
  RegpipeError,
  type SourceIdentity,
  TerminalError,
} from '@regpipe/contracts';
import { locateSource } from '@regpipe/source-policy';

import { ByteReader } from './byte-reader.ts';
import { countBytes, refuseTooLarge } from './count-bytes.ts';
import { openFile } from './file-bytes.ts';
import { gunzip } from './gunzip.ts';
import { openHttp } from './http-bytes.ts';
import { displayUrl } from './http-errors.ts';
import { type Packing, PACKING_BYTES, packingOf } from './packing.ts';
import type { RawSource, SourceOptions, SourceRequest } from './raw-source.ts';
import { openS3 } from './s3-bytes.ts';
import { refuseUnusable } from './sniff.ts';
import { unzip } from './unzip.ts';

export type { SourceLog, SourceOptions, SourceRequest } from './raw-source.ts';

const DEFAULT_MAX_INFLATE_RATIO = 200;

export interface OpenedSource {
  /** Its length is in bytes as served. */
  readonly identity: SourceIdentity;
  /** It is an archive: nothing in it can be jumped to. */
  readonly compressed: boolean;
  /** Offset, in decoded bytes, of the first byte of `bytes`: the one asked for, or 0. */
  readonly startsAt: number;
  /** Position reached in the bytes as served, for progress against `identity.contentLength`. */
  readonly bytesRead: () => number;
  /**
   * The decoded bytes. Iterate once; leaving the loop in any way closes the source. A fault can show after any
   * number of bytes, so nothing read from here is final before the loop ends by itself.
   * @throws a RegpipeError; the signal's reason; an AbortError after `close`
   */
  readonly bytes: AsyncIterable<Buffer>;
  /** For whoever does not iterate. Idempotent. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a data file for one pass, in bounded memory.
 *
 * A given `identity` must still be the source's, whatever the offset: chunks of an earlier attempt may be on
 * their way. With nothing but a length to compare, and with an archive, `bytes` starts at 0 and the caller proves
 * by checksums that it is the same.
 * @param location an http(s), s3 or file address, or a path
 * @throws TerminalError SOURCE_… or REQUEST_INVALID, or the signal's reason
 */
export async function openSource(
  location: string,
  request: SourceRequest,
  options: SourceOptions,
): Promise<OpenedSource> {
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  signal.throwIfAborted();
  const raw = await openRaw(location, request, { ...options, signal });
  const close = async (): Promise<void> => {
    closing.abort();
    await raw.close();
  };
  signal.addEventListener('abort', () => void raw.close().catch(() => {}), { once: true });

  const source = displayLocation(location);
  try {
    const limit = { source, startsAt: raw.startsAt, maxBytes: options.maxBytes };
    refuseTooLarge(raw.identity.contentLength, limit);
    const served = countBytes(raw.bytes, limit);
    const reader = new ByteReader(served.bytes);
    const packing = raw.startsAt === 0 ? packingOf(await reader.peek(PACKING_BYTES)) : null;
    if (raw.startsAt === 0) await refuseUnusable(reader, source);
    const decoded = countBytes(unpack(reader, packing, options), limit);
    return {
      identity: raw.identity,
      compressed: packing !== null,
      startsAt: raw.startsAt,
      bytesRead: served.position,
      bytes: closeAfter(decoded.bytes, { source, startsAt: raw.startsAt, signal, close }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openRaw(location: string, request: SourceRequest, options: SourceOptions): Promise<RawSource> {
  const located = locateSource(options.policy, location);
  switch (located.kind) {
    case 'web':
      return openHttp(located.url, request, options);
    case 's3':
      return openS3(located, request, options);
    case 'file':
      return openFile(located, request, options);
    case 'refused':
      throw new TerminalError(located.code, located.reason, { fields: { source: maskSource(location) } });
  }
}

function unpack(
  reader: ByteReader,
  packing: Packing | null,
  { maxInflateRatio = DEFAULT_MAX_INFLATE_RATIO }: SourceOptions,
): AsyncIterable<Buffer> {
  switch (packing) {
    case 'zip':
      return unzip(reader, maxInflateRatio);
    case 'gzip':
      return gunzip(reader, maxInflateRatio);
    case null:
      return reader.rest();
  }
}

/** As messages show it: an address may hold credentials. */
function displayLocation(location: string): string {
  return /^https?:\/\//i.test(location) ? displayUrl(new URL(location)) : location;
}

interface Reading {
  readonly source: string;
  readonly startsAt: number;
  readonly signal: AbortSignal;
  readonly close: () => Promise<void>;
}

/** Closes the source however the reading ends, and gives every fault a code. */
async function* closeAfter(
  decoded: AsyncIterable<Buffer>,
  { source, startsAt, signal, close }: Reading,
): AsyncGenerator<Buffer, void, undefined> {
  let position = startsAt;
  const fields = { source };
  try {
    for await (const piece of decoded) {
      signal.throwIfAborted();
      position += piece.length;
      yield piece;
    }
    if (position === 0) throw new TerminalError('SOURCE_EMPTY', `${source} holds an empty file`, { fields });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RegpipeError) throw error;
    const message = `${source} cannot be read: ${errorMessage(error)}`;
    throw new TerminalError('SOURCE_READ_FAILED', message, { cause: error, fields });
  } finally {
    await close();
  }
}
