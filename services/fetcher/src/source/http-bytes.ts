import { crc32 } from 'node:zlib';

import { RetryableError, TerminalError } from '@regpipe/contracts';

import { ByteReader } from './byte-reader.ts';
import { discard, type HttpAnswer, HttpClient } from './http-client.ts';
import { displayUrl, toSourceError } from './http-errors.ts';
import { RetryBudget } from './http-retry.ts';
import { ifRangeValidator } from './identity.ts';
import { PACKING_BYTES, packingOf } from './packing.ts';
import type { RawSource, SourceOptions, SourceRequest } from './raw-source.ts';

/**
 * Opens a source over HTTP. A connection that drops is taken up again where it broke:
 *
 *     ask ──► read ──► all bytes there ──► done
 *      ▲       │ dropped, stalled or short
 *      │       ▼
 *      └──── wait ──► budget used up ──► TerminalError with the last failure's code
 *
 * A server that answers with a range goes on at the byte reached. One that sends the whole file again is read
 * past the bytes already given out, whose CRC-32 must come out the same: that holds also for sources with
 * neither ETag nor Last-Modified.
 *
 * A body without Content-Length that ends without chunked framing cannot be told from a cut one.
 */
export async function openHttp(url: URL, request: SourceRequest, options: SourceOptions): Promise<RawSource> {
  const client = new HttpClient(url, options);
  const budget = new RetryBudget(options);
  try {
    const from = (await canJump(client, budget, request)) ? request.offset : 0;
    const first = await budget.run(() => client.ask({ from, to: null, expected: request.identity }));
    const startsAt = first.startsAt === 0 ? 0 : from;
    return {
      identity: first.identity,
      startsAt,
      bytes: readThrough({ client, budget, first, startsAt, signal: options.signal }),
      close: () => client.close(),
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/**
 * Whether the requested offset, in decoded bytes, is also the offset in the bytes as served, and the server
 * can be asked for them alone. Where neither the caller nor the name says that it is an archive, its first bytes do.
 */
async function canJump(client: HttpClient, budget: RetryBudget, request: SourceRequest): Promise<boolean> {
  const { offset, identity, compressed } = request;
  if (offset === 0 || identity === null || ifRangeValidator(identity) === null) return false;
  if (compressed !== undefined) return !compressed;
  if (/\.(zip|gz)$/i.test(client.url.pathname)) return false;
  return budget.run(async () => {
    const answer = await client.ask({ from: 0, to: PACKING_BYTES - 1, expected: identity });
    try {
      if (!answer.partial) return false;
      return packingOf(await new ByteReader(answer.body).take(PACKING_BYTES)) === null;
    } catch (error) {
      throw toSourceError(error, 'body', client.url);
    } finally {
      discard(answer.body);
    }
  });
}

interface Download {
  readonly client: HttpClient;
  readonly budget: RetryBudget;
  readonly first: HttpAnswer;
  readonly startsAt: number;
  readonly signal: AbortSignal;
}

async function* readThrough(download: Download): AsyncGenerator<Buffer, void, undefined> {
  const { client, budget, first, startsAt, signal } = download;
  const source = displayUrl(client.url);
  const total = first.identity.contentLength;
  const given: GivenBytes = { from: startsAt, to: startsAt, crc: 0 };
  let answer: HttpAnswer | null = first;

  for (;;) {
    try {
      answer ??= await client.ask({ from: given.to, to: null, expected: first.identity });
      for await (const piece of bytesAfter(given, answer, source)) {
        given.to += piece.length;
        given.crc = crc32(piece, given.crc);
        budget.refill();
        yield piece;
      }
      if (total === null || given.to === total) {
        if (await client.hasSentMore()) throw tooLong(source, given.to);
        return;
      }
      throw tooShort(source, given.to, total);
    } catch (error) {
      signal.throwIfAborted();
      await budget.spend(toSourceError(error, 'body', client.url));
      answer = null;
    }
  }
}

/** The run of bytes that the reader has been given, and its CRC-32. */
interface GivenBytes {
  readonly from: number;
  to: number;
  crc: number;
}

/** What an answer adds to the bytes given; those that it repeats must be the same. */
async function* bytesAfter(
  given: Readonly<GivenBytes>,
  answer: HttpAnswer,
  source: string,
): AsyncGenerator<Buffer, void, undefined> {
  const { from, to, crc: givenCrc } = given;
  let position = answer.startsAt;
  let crc = 0;
  for await (const piece of answer.body as AsyncIterable<Buffer>) {
    const start = position;
    position += piece.length;
    if (start >= to) {
      yield piece;
      continue;
    }
    crc = crc32(piece.subarray(Math.max(from - start, 0), to - start), crc);
    if (position < to) continue;
    if (answer.startsAt <= from && crc !== givenCrc) {
      throw new TerminalError(
        'SOURCE_CHANGED',
        `${source} was replaced: it sent other bytes the second time`,
        {
          fields: { source },
        },
      );
    }
    if (position > to) yield piece.subarray(to - start);
  }
  if (position < to) throw tooShort(source, position, to);
}

/** Cut at its declared length, it would be taken for a whole file that ends within a record. */
function tooLong(source: string, declared: number): TerminalError {
  return new TerminalError(
    'SOURCE_TRUNCATED',
    `${source} sent more than the ${declared} bytes it had declared`,
    {
      fields: { source, declared },
    },
  );
}

function tooShort(source: string, received: number, expected: number): RetryableError {
  return new RetryableError('SOURCE_TRUNCATED', `${source} ended after ${received} of ${expected} bytes`, {
    fields: { source, received, expected },
  });
}
