import { HeadObjectCommand, type HeadObjectCommandOutput } from '@aws-sdk/client-s3';

import type { S3Bucket } from './s3-bucket.ts';
import { statusOf } from './s3-errors.ts';

/** Undefined where there is no such object; a bucket that does not exist looks the same. */
export async function headObject(
  { client, name }: S3Bucket,
  key: string,
  signal: AbortSignal,
): Promise<HeadObjectCommandOutput | undefined> {
  try {
    return await client.send(new HeadObjectCommand({ Bucket: name, Key: key }), { abortSignal: signal });
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
