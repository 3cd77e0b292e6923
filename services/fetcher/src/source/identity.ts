import type { SourceIdentity, UnchangedBy } from '@regpipe/contracts';

/**
 * How the source differs from what it was, for people to read; null when nothing that both sides know differs.
 *
 * ETags are compared weakly: a server that starts to compress marks the same file's ETag with `W/`, and the
 * length is compared besides.
 */
export function describeChange(was: SourceIdentity, is: SourceIdentity): string | null {
  const changes = [
    describeField('ETag', was.etag, is.etag, stripWeak),
    describeField('Last-Modified', was.lastModified, is.lastModified, String),
    describeField('length', was.contentLength, is.contentLength, String),
  ].filter((change) => change !== null);
  return changes.length === 0 ? null : changes.join(', ');
}

/**
 * By what a source is known to be the same without reading it; null when it differs, or when nothing tells.
 *
 * An ETag on both sides decides alone, compared weakly as above. Without one it takes Last-Modified with the length,
 * both known: a file that is written twice within a second keeps the first.
 */
export function sameBy(was: SourceIdentity, is: SourceIdentity): Exclude<UnchangedBy, 'content'> | null {
  if (was.contentLength !== null && is.contentLength !== null && was.contentLength !== is.contentLength) {
    return null;
  }
  if (was.etag !== null && is.etag !== null) {
    return stripWeak(was.etag) === stripWeak(is.etag) ? 'etag' : null;
  }
  const isDated = was.lastModified !== null && was.lastModified === is.lastModified;
  return isDated && was.contentLength !== null && is.contentLength !== null ? 'last-modified' : null;
}

/** The validator that makes a server send a range only of the same file; null when nothing identifies it. */
export function ifRangeValidator(identity: SourceIdentity): string | null {
  const strong = identity.etag !== null && !identity.etag.startsWith('W/');
  return strong ? identity.etag : identity.lastModified;
}

/** What is known now, with the gaps filled from before: a 206 answer need not repeat what If-Range proved. */
export function fillIdentity(is: SourceIdentity, was: SourceIdentity): SourceIdentity {
  return {
    etag: is.etag ?? was.etag,
    lastModified: is.lastModified ?? was.lastModified,
    contentLength: is.contentLength ?? was.contentLength,
  };
}

function describeField<T extends string | number>(
  name: string,
  was: T | null,
  is: T | null,
  comparable: (value: T) => string,
): string | null {
  if (was === null || is === null || comparable(was) === comparable(is)) return null;
  return `${name} ${was} → ${is}`;
}

function stripWeak(etag: string): string {
  return etag.replace(/^W\//, '');
}
