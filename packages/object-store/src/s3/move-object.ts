import { CopyObjectCommand, DeleteObjectCommand, type HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { RetryableError, TerminalError, withoutQuotes } from '@regpipe/contracts';

import type { Moved } from '../object-store.ts';
import { headObject } from './head-object.ts';
import type { S3Bucket } from './s3-bucket.ts';
import { statusOf } from './s3-errors.ts';

/** A copy tells what it is a copy of: with KMS, and of an upload in parts, its own ETag is another. */
const COPIED = 'regpipe-copied-etag';
/** S3 copies no more in one request. */
const MOST_BYTES = 5 * 1024 ** 3;
/** Some servers answer only when all is copied. */
const COPY_MS = 10 * 60_000;
/** At objects that seem to change under our hands. */
const MOST_LOOKS = 3;

interface Move {
  readonly bucket: S3Bucket;
  readonly from: string;
  readonly etag: string;
  readonly to: string;
  readonly signal: AbortSignal;
}

/**
 * Copies an object that still has its ETag, then deletes it.
 *
 * Both are conditional where the server knows that (AWS does) and are preceded by a look, which is all there is where it does
 * not: there, whoever moves and drops files within the same moment may lose one.
 */
export async function moveObject(move: Move, looks = MOST_LOOKS): Promise<Moved> {
  const { bucket, from, etag, to, signal } = move;
  const there = await headObject(bucket, to, signal);
  if (there === undefined || !isCopy(there, etag)) {
    const here = await headObject(bucket, from, signal);
    if (here === undefined) return 'gone';
    if (!hasEtag(here, etag)) return 'changed';
    if (there !== undefined) return 'occupied';
    if (!(await copy(move, here))) {
      // Somebody came between the look and the copy: another look tells who.
      if (looks > 1) return moveObject(move, looks - 1);
      throw new RetryableError(
        'STORE_UNAVAILABLE',
        `${bucket.name} does not let ${from} be copied to ${to}`,
        {
          fields: { bucket: bucket.name, key: from },
        },
      );
    }
  }
  return remove(move);
}

/** False where the server says that one of the two objects is not as it was. */
async function copy(move: Move, here: HeadObjectCommandOutput): Promise<boolean> {
  const { bucket, from, etag, to, signal } = move;
  if ((here.ContentLength ?? 0) > MOST_BYTES) {
    throw new TerminalError('STORE_FORBIDDEN', `${from} is larger than 5 GiB, more than S3 copies at once`, {
      fields: { bucket: bucket.name, key: from, bytes: here.ContentLength },
    });
  }
  const question = {
    Bucket: bucket.name,
    Key: to,
    CopySource: `${bucket.name}/${from.split('/').map(encodeURIComponent).join('/')}`,
    CopySourceIfMatch: `"${etag}"`,
    MetadataDirective: 'REPLACE' as const,
    Metadata: { ...here.Metadata, [COPIED]: etag },
    ContentType: here.ContentType,
    ContentEncoding: here.ContentEncoding,
    ContentLanguage: here.ContentLanguage,
    ContentDisposition: here.ContentDisposition,
    CacheControl: here.CacheControl,
  };
  return conditionally({ IfNoneMatch: '*' }, (condition) =>
    bucket.client.send(new CopyObjectCommand({ ...question, ...condition }), {
      abortSignal: signal,
      requestTimeout: COPY_MS,
    }),
  );
}

async function remove({ bucket, from, etag, signal }: Move): Promise<Moved> {
  const here = await headObject(bucket, from, signal);
  if (here === undefined) return 'moved';
  if (!hasEtag(here, etag)) return 'changed';
  const deleted = await conditionally({ IfMatch: `"${etag}"` }, (condition) =>
    bucket.client.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: from, ...condition }), {
      abortSignal: signal,
    }),
  );
  if (deleted) return 'moved';
  // Gone: the answer to the first of several tries was lost.
  return (await headObject(bucket, from, signal)) === undefined ? 'moved' : 'changed';
}

/**
 * Sends with a condition, or without one to a server that does not know it.
 * @returns false where the condition is not met, or the object is not there
 */
async function conditionally<T extends object>(
  condition: T,
  send: (condition: T | Record<string, never>) => Promise<unknown>,
): Promise<boolean> {
  try {
    await send(condition);
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status === 412 || status === 404) return false;
    if (status !== 501) throw error;
  }
  await send({});
  return true;
}

function isCopy(there: HeadObjectCommandOutput, etag: string): boolean {
  return there.Metadata?.[COPIED] === etag || hasEtag(there, etag);
}

function hasEtag(object: HeadObjectCommandOutput, etag: string): boolean {
  return object.ETag !== undefined && withoutQuotes(object.ETag) === etag;
}
