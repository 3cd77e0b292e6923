import { HeadBucketCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { withoutQuotes } from '@regpipe/contracts';

import type { ObjectStore, StoredObject } from '../object-store.ts';
import { headObject } from './head-object.ts';
import { moveObject } from './move-object.ts';
import { ask } from './s3-bucket.ts';
import { createS3Client, type S3Settings } from './s3-client.ts';

export interface S3StoreOptions extends S3Settings {
  readonly bucket: string;
  /** Objects of one answer to a listing; as many as S3 gives unless told. */
  readonly pageSize?: number;
}

export interface S3Store extends ObjectStore {
  /** Drops its connections. */
  close(): void;
}

/**
 * A bucket of anything that speaks the S3 protocol. Encryption is the bucket's own affair: what it does by default is done.
 */
export function s3Store({ bucket: name, pageSize, ...settings }: S3StoreOptions): S3Store {
  const client = createS3Client(settings);
  const bucket = { client, name };

  async function* list(prefix: string, signal: AbortSignal): AsyncGenerator<StoredObject, void, undefined> {
    let next: string | undefined;
    do {
      const question = { Bucket: name, Prefix: prefix, MaxKeys: pageSize, ContinuationToken: next };
      const page = await ask(bucket, signal, () =>
        client.send(new ListObjectsV2Command(question), { abortSignal: signal }),
      );
      for (const { Key, ETag, Size, LastModified } of page.Contents ?? []) {
        // Ends in a slash: what consoles make to show an empty folder.
        if (Key !== undefined && !Key.endsWith('/')) yield describe(name, Key, ETag, Size, LastModified);
      }
      next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (next !== undefined);
  }

  return {
    bucket: name,
    sourceOf: (key) => `s3://${name}/${key}`,
    check: (signal) =>
      ask(bucket, signal, async () => {
        await client.send(new HeadBucketCommand({ Bucket: name }), { abortSignal: signal });
      }),
    list,
    head: (key, signal) =>
      ask(bucket, signal, async () => {
        const found = await headObject(bucket, key, signal);
        if (found === undefined) return undefined;
        return describe(name, key, found.ETag, found.ContentLength, found.LastModified);
      }),
    put: (key, body, contentType, signal) =>
      ask(bucket, signal, async () => {
        const object = { Bucket: name, Key: key, Body: Buffer.from(body), ContentType: contentType };
        await client.send(new PutObjectCommand(object), { abortSignal: signal });
      }),
    move: (from, etag, to, signal) =>
      ask(bucket, signal, () => moveObject({ bucket, from, etag, to, signal })),
    close: () => {
      client.destroy();
    },
  };
}

function describe(
  bucket: string,
  key: string,
  etag = '',
  bytes = 0,
  lastModified = new Date(0),
): StoredObject {
  return { bucket, key, etag: withoutQuotes(etag), bytes, lastModified };
}
