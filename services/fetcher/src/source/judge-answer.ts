import { type RegpipeError, RetryableError, type SourceIdentity, TerminalError } from '@regpipe/contracts';

import type { AnswerHeaders } from './http-headers.ts';
import { parseRetryAfter } from './http-retry.ts';
import { describeChange, fillIdentity } from './identity.ts';

const RETRYABLE_STATUSES = new Set([429, 500, 502, 503, 504]);

export interface AnswerToJudge {
  /** The address as messages show it. */
  readonly source: string;
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** First byte of the range that was asked for; null when the whole file was. */
  readonly askedFrom: number | null;
  readonly expected: SourceIdentity | null;
}

export interface Judgement {
  readonly identity: SourceIdentity;
  readonly startsAt: number;
  /** The server honoured the range. */
  readonly partial: boolean;
}

/**
 * What an answer's status and headers say about the body that follows.
 * @throws RetryableError SOURCE_REFUSED; TerminalError SOURCE_REFUSED or SOURCE_CHANGED
 */
export function judgeAnswer({ source, status, headers, askedFrom, expected }: AnswerToJudge): Judgement {
  const fields = { source, status };
  const terminal = (code: 'SOURCE_REFUSED' | 'SOURCE_CHANGED', message: string) =>
    new TerminalError(code, `${source} ${message}`, { fields });

  if (status === 416)
    throw terminal('SOURCE_CHANGED', 'is shorter than what was already read of it. Start a new job.');
  const partial = status === 206 && askedFrom !== null;
  if (status !== 200 && !partial) throw refusal(source, status, headers);
  if (headers.contentEncoding !== null) {
    throw terminal('SOURCE_REFUSED', `sent its bytes ${headers.contentEncoding}-encoded, unasked`);
  }
  if (partial && headers.range.first !== askedFrom) {
    throw terminal(
      'SOURCE_REFUSED',
      `was asked for bytes from ${askedFrom}, sent ${String(headers.range.first)}`,
    );
  }

  const contentLength = partial ? headers.range.total : headers.contentLength;
  const identity = { etag: headers.etag, lastModified: headers.lastModified, contentLength };
  const startsAt = partial ? askedFrom : 0;
  if (expected === null) return { identity, startsAt, partial };
  const change = describeChange(expected, identity);
  if (change !== null) throw terminal('SOURCE_CHANGED', `was replaced: ${change}. Start a new job.`);
  return { identity: partial ? fillIdentity(identity, expected) : identity, startsAt, partial };
}

function refusal(source: string, status: number, headers: AnswerHeaders): RegpipeError {
  const message = `${source} answered with status ${status}`;
  if (!RETRYABLE_STATUSES.has(status)) {
    return new TerminalError('SOURCE_REFUSED', message, { fields: { source, status } });
  }
  const retryAfterMs = parseRetryAfter(headers.retryAfter, Date.now());
  return new RetryableError('SOURCE_REFUSED', message, { fields: { source, status, retryAfterMs } });
}
