import type { S3Client } from '@aws-sdk/client-s3';

import { toStoreError } from './s3-errors.ts';

/** A bucket, and how it is asked. */
export interface S3Bucket {
  readonly client: S3Client;
  readonly name: string;
}

/** @throws RetryableError STORE_UNAVAILABLE, TerminalError STORE_FORBIDDEN, or the signal's reason */
export async function ask<T>(bucket: S3Bucket, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw toStoreError(error, bucket.name);
  }
}
