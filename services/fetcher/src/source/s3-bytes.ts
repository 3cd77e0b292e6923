import type { Readable } from 'node:stream';

import {
  errorMessage,
  RegpipeError,
  RetryableError,
  type SourceIdentity,
  TerminalError,
} from '@regpipe/contracts';
import { type ReadAnswer, s3Reader, type S3Reader } from '@regpipe/object-store';

import { ByteReader } from './byte-reader.ts';
import { RetryBudget } from './http-retry.ts';
import { describeChange } from './identity.ts';
import { PACKING_BYTES, packingOf } from './packing.ts';
import type { RawSource, SourceOptions, SourceRequest } from './raw-source.ts';

type Opened = Extract<ReadAnswer, { kind: 'opened' }>;

export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Opens an object of a bucket. Its identity is its ETag (without quotes), length and Last-Modified.
 *
 * A connection that drops or stalls is taken up again at the byte where it broke, and only for the same ETag: what comes in
 * the object's place meanwhile is never read on into.
 *
 * @throws TerminalError SOURCE_NOT_FOUND, SOURCE_CHANGED, STORE_FORBIDDEN, or of the last of its retries
 */
export async function openS3(
  place: ObjectPlace,
  request: SourceRequest,
  options: SourceOptions,
): Promise<RawSource> {
  const reader = s3Reader(place.bucket, options.s3, options.timeoutMs);
  const download = new Download(place, reader, options);
  try {
    const etag = request.identity?.etag ?? null;
    const startsAt = (await canJump(download, request)) ? request.offset : 0;
    const first = await download.open(lastByteAtMost(startsAt, request.identity), etag);
    const identity = identityOf(first);
    refuseChanged(download.source, request.identity, identity);
    return {
      identity,
      startsAt,
      bytes: download.readThrough(first, startsAt, identity),
      close: () => download.close(),
    };
  } catch (error) {
    await download.close();
    throw error;
  }
}

/** At the very end one byte more is asked for: a range of nothing is refused, which would look like an object that shrank. */
function lastByteAtMost(from: number, identity: SourceIdentity | null): number {
  const length = identity?.contentLength ?? null;
  return length !== null && from > 0 && from >= length ? length - 1 : from;
}

/** Whether the requested offset, in decoded bytes, is also the offset in the object, and is known to be of the same one. */
async function canJump(download: Download, request: SourceRequest): Promise<boolean> {
  const { offset, identity, compressed } = request;
  const etag = identity?.etag ?? null;
  if (offset === 0 || etag === null) return false;
  if (compressed !== undefined) return !compressed;
  const start = await download.peek(etag);
  return packingOf(start) === null;
}

function identityOf({ etag, lastModified, totalBytes }: Opened): SourceIdentity {
  return { etag, lastModified: lastModified?.toISOString() ?? null, contentLength: totalBytes };
}

function refuseChanged(source: string, was: SourceIdentity | null, is: SourceIdentity): void {
  const change = was === null ? null : describeChange(was, is);
  if (change === null) return;
  throw new TerminalError('SOURCE_CHANGED', `${source} was replaced: ${change}. Start a new job.`, {
    fields: { source },
  });
}

/** One object, read over as many connections as it takes. */
class Download {
  readonly source: string;
  readonly #key: string;
  readonly #reader: S3Reader;
  readonly #options: SourceOptions;
  readonly #budget: RetryBudget;
  #body: Readable | undefined;

  constructor({ bucket, key }: ObjectPlace, reader: S3Reader, options: SourceOptions) {
    this.source = `s3://${bucket}/${key}`;
    this.#key = key;
    this.#reader = reader;
    this.#options = options;
    this.#budget = new RetryBudget(options);
  }

  /** Within the budget of retries. */
  open(from: number, etag: string | null): Promise<Opened> {
    return this.#budget.run(() => this.#ask(from, null, etag));
  }

  /** The first bytes. */
  peek(etag: string): Promise<Buffer> {
    return this.#budget.run(async () => {
      const { body } = await this.#ask(0, PACKING_BYTES - 1, etag);
      try {
        return await new ByteReader(this.#pieces(body)).take(PACKING_BYTES);
      } catch (error) {
        throw this.#dropped(error);
      } finally {
        discard(body);
      }
    });
  }

  async *readThrough(
    first: Opened,
    startsAt: number,
    identity: SourceIdentity,
  ): AsyncGenerator<Buffer, void, undefined> {
    const total = identity.contentLength;
    let position = startsAt;
    let answer: Opened | null = first;
    for (;;) {
      try {
        if (answer === null) {
          answer = await this.#ask(position, null, identity.etag);
          refuseChanged(this.source, identity, identityOf(answer));
        }
        let at = answer.startsAt;
        for await (const piece of this.#pieces(answer.body)) {
          const fresh = piece.subarray(Math.max(position - at, 0));
          at += piece.length;
          if (fresh.length === 0) continue;
          position += fresh.length;
          this.#budget.refill();
          yield fresh;
        }
        if (total === null || position === total) return;
        throw this.#fault('SOURCE_TRUNCATED', `ended after ${position} of ${total} bytes`);
      } catch (error) {
        this.#options.signal.throwIfAborted();
        if (position === total) throw this.#damaged(error);
        await this.#budget.spend(this.#dropped(error));
        answer = null;
      }
    }
  }

  /** Idempotent. */
  close(): Promise<void> {
    if (this.#body !== undefined) discard(this.#body);
    this.#reader.close();
    return Promise.resolve();
  }

  async #ask(from: number, to: number | null, etag: string | null): Promise<Opened> {
    const answer = await this.#reader.read({ key: this.#key, from, to, etag }, this.#options.signal);
    const fields = { source: this.source };
    switch (answer.kind) {
      case 'opened':
        this.#body = answer.body;
        return answer;
      case 'absent':
        throw new TerminalError('SOURCE_NOT_FOUND', `there is no ${this.source}`, { fields });
      case 'changed':
        throw new TerminalError('SOURCE_CHANGED', `${this.source} was replaced. Start a new job.`, {
          fields,
        });
    }
  }

  /** Ends with a fault when nothing comes; while nobody wants more, nothing has to. */
  async *#pieces(body: Readable): AsyncGenerator<Buffer, void, undefined> {
    const { timeoutMs } = this.#options;
    const stall = () => body.destroy(this.#fault('SOURCE_STALLED', `sent nothing for ${timeoutMs / 1000} s`));
    let timer = setTimeout(stall, timeoutMs);
    try {
      for await (const piece of body as AsyncIterable<Buffer>) {
        clearTimeout(timer);
        yield piece;
        timer = setTimeout(stall, timeoutMs);
      }
    } finally {
      clearTimeout(timer);
      discard(body);
    }
  }

  /** All bytes had come: what the SDK finds then is that their checksum is another than the object's. */
  #damaged(cause: unknown): TerminalError {
    const message = `${this.source} did not come as it is stored: ${errorMessage(cause)}`;
    return new TerminalError('SOURCE_READ_FAILED', message, { cause, fields: { source: this.source } });
  }

  #dropped(error: unknown): RegpipeError {
    if (error instanceof RegpipeError) return error;
    return this.#fault('SOURCE_TRUNCATED', `dropped the connection: ${errorMessage(error)}`, error);
  }

  #fault(code: 'SOURCE_TRUNCATED' | 'SOURCE_STALLED', what: string, cause?: unknown): RetryableError {
    return new RetryableError(code, `${this.source} ${what}`, { cause, fields: { source: this.source } });
  }
}

/** A destroyed body reports that as an error, which nobody needs. */
function discard(body: Readable): void {
  body.on('error', () => {}).destroy();
}
