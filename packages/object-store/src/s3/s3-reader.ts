import type { Readable } from 'node:stream';

import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { withoutQuotes } from '@regpipe/contracts';

import { ask } from './s3-bucket.ts';
import { createS3Client, type S3Settings } from './s3-client.ts';
import { statusOf } from './s3-errors.ts';

export interface ReadQuestion {
  readonly key: string;
  /** First byte wanted. */
  readonly from: number;
  /** Last byte wanted; null for all the rest. */
  readonly to: number | null;
  /** What the object must still have, without quotes; null when any will do. */
  readonly etag: string | null;
}

export type ReadAnswer =
  | {
      readonly kind: 'opened';
      readonly etag: string | null;
      readonly lastModified: Date | null;
      /** Of the whole object. */
      readonly totalBytes: number | null;
      /** Of the first byte of `body`; 0 where the server does not know ranges. */
      readonly startsAt: number;
      /** To be read or destroyed. */
      readonly body: Readable;
    }
  | { readonly kind: 'absent' }
  /** It has another ETag, or is shorter than what was asked for. */
  | { readonly kind: 'changed' };

export interface S3Reader {
  /**
   * Asks once.
   * @throws RetryableError STORE_UNAVAILABLE, TerminalError STORE_FORBIDDEN, or the signal's reason
   */
  read(question: ReadQuestion, signal: AbortSignal): Promise<ReadAnswer>;
  /** Drops its connections. */
  close(): void;
}

/** Reads objects of a bucket. Retries are left to the caller, who knows how far it came. */
export function s3Reader(bucket: string, settings: S3Settings, timeoutMs: number): S3Reader {
  const client = createS3Client(settings, { attempts: 1, answerMs: timeoutMs });
  return {
    read: (question, signal) =>
      ask({ client, name: bucket }, signal, async () => {
        const { key, etag } = question;
        const range = rangeOf(question);
        const command = new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ...(range === null ? {} : { Range: range }),
          ...(etag === null ? {} : { IfMatch: `"${etag}"` }),
        });
        try {
          return opened(await client.send(command, { abortSignal: signal }));
        } catch (error) {
          if (error instanceof Error && ['NoSuchKey', 'NotFound'].includes(error.name)) {
            return { kind: 'absent' };
          }
          const status = statusOf(error);
          if (status === 412 || status === 416) return { kind: 'changed' };
          throw error;
        }
      }),
    close: () => {
      client.destroy();
    },
  };
}

function rangeOf({ from, to }: ReadQuestion): string | null {
  return from === 0 && to === null ? null : `bytes=${from}-${to ?? ''}`;
}

function opened(answer: GetObjectCommandOutput): ReadAnswer {
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.ContentRange ?? '') ?? [];
  return {
    kind: 'opened',
    etag: answer.ETag === undefined ? null : withoutQuotes(answer.ETag),
    lastModified: answer.LastModified ?? null,
    totalBytes: total === undefined ? (answer.ContentLength ?? null) : Number(total),
    startsAt: first === undefined ? 0 : Number(first),
    // So it is in Node.
    body: answer.Body as Readable,
  };
}
