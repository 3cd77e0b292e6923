import type { IncomingHttpHeaders } from 'node:http';

export interface AnswerHeaders {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly contentLength: number | null;
  /** Null also for `identity`, which is no encoding. */
  readonly contentEncoding: string | null;
  readonly retryAfter: string | null;
  /** Of Content-Range; null where it is absent, not in bytes, or leaves the length open (`*`). */
  readonly range: { readonly first: number | null; readonly total: number | null };
}

export function readAnswerHeaders(headers: IncomingHttpHeaders): AnswerHeaders {
  const contentEncoding = single(headers['content-encoding'])?.toLowerCase() ?? null;
  return {
    etag: single(headers.etag),
    lastModified: single(headers['last-modified']),
    contentLength: count(single(headers['content-length'])),
    contentEncoding: contentEncoding === 'identity' ? null : contentEncoding,
    retryAfter: single(headers['retry-after']),
    range: parseContentRange(single(headers['content-range'])),
  };
}

function parseContentRange(header: string | null): AnswerHeaders['range'] {
  const match = /^bytes\s+(\d+)-\d+\/(\d+|\*)$/i.exec(header ?? '');
  return { first: count(match?.[1] ?? null), total: count(match?.[2] ?? null) };
}

function count(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** undici gives a repeated header as a list; the first counts. */
function single(value: string | string[] | undefined): string | null {
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text === '' ? null : text;
}
