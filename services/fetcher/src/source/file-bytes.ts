import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

import { errorMessage, RegpipeError, type SourceIdentity, TerminalError } from '@regpipe/contracts';

import { fileEtag } from '@regpipe/object-store';

import { describeChange } from './identity.ts';
import { type FilePlace, openWithin } from './open-within.ts';
import { PACKING_BYTES, packingOf } from './packing.ts';
import type { RawSource, SourceOptions, SourceRequest } from './raw-source.ts';

const READ_BYTES = 256 * 1024;

/**
 * Opens a local file. Its identity is its size and modification time (ISO 8601, with milliseconds), and of a dropped one also
 * what the directory has for an ETag: another file may have taken its name within the same millisecond.
 * @throws TerminalError SOURCE_NOT_FOUND, SOURCE_FORBIDDEN, SOURCE_CHANGED
 */
export async function openFile(
  place: FilePlace & { readonly dropped: boolean },
  request: SourceRequest,
  options: SourceOptions,
): Promise<RawSource> {
  const { path } = place;
  const handle = await openWithin(place);
  try {
    const identify = async () => identityOf(await handle.stat({ bigint: true }), place.dropped);
    const identity = await identify();
    refuseChanged(path, request, identity);
    const startsAt = (await canJump(handle, request)) ? request.offset : 0;
    return {
      identity,
      startsAt,
      bytes: readThrough({ path, handle, identity, identify, startsAt, signal: options.signal }),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function identityOf(stats: BigIntStats, dropped: boolean): SourceIdentity {
  return {
    etag: dropped ? fileEtag(stats) : null,
    lastModified: stats.mtime.toISOString(),
    contentLength: Number(stats.size),
  };
}

function refuseChanged(path: string, { identity: was, offset }: SourceRequest, is: SourceIdentity): void {
  if (was === null) return;
  const change = describeChange(was, is);
  if (change === null) return;
  throw new TerminalError('SOURCE_CHANGED', `${path} was replaced: ${change}. Start a new job.`, {
    fields: { source: path, offset },
  });
}

async function canJump(
  handle: FileHandle,
  { offset, identity, compressed }: SourceRequest,
): Promise<boolean> {
  if (offset === 0 || identity === null) return false;
  if (compressed !== undefined) return !compressed;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(PACKING_BYTES), 0, PACKING_BYTES, 0);
  return packingOf(buffer.subarray(0, bytesRead)) === null;
}

interface OpenFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly identity: SourceIdentity;
  /** As it is now. */
  readonly identify: () => Promise<SourceIdentity>;
  readonly startsAt: number;
  readonly signal: AbortSignal;
}

async function* readThrough(file: OpenFile): AsyncGenerator<Buffer, void, undefined> {
  const { path, handle, identity, signal } = file;
  let position = file.startsAt;
  try {
    for (;;) {
      signal.throwIfAborted();
      const buffer = Buffer.allocUnsafe(READ_BYTES);
      const { bytesRead } = await handle.read(buffer, 0, READ_BYTES, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    refuseWritten(path, position, identity, await file.identify());
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RegpipeError) throw error;
    throw new TerminalError('SOURCE_READ_FAILED', `${path} cannot be read: ${errorMessage(error)}`, {
      cause: error,
      fields: { source: path, position },
    });
  }
}

function refuseWritten(path: string, position: number, was: SourceIdentity, is: SourceIdentity): void {
  const fields = { source: path };
  if (position !== was.contentLength) {
    const message = `${path} had ${String(was.contentLength)} bytes when it was opened and gave ${position}`;
    throw new TerminalError('SOURCE_TRUNCATED', message, { fields });
  }
  const change = describeChange(was, is);
  if (change === null) return;
  throw new TerminalError('SOURCE_CHANGED', `${path} was written while it was read: ${change}`, { fields });
}
