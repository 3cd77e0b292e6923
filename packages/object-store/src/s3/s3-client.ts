import { S3Client } from '@aws-sdk/client-s3';

export interface S3Settings {
  /** Of a server other than AWS. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`. */
  readonly forcePathStyle: boolean;
  /** Left out, the SDK looks for them: the environment, the shared files, the role of the task. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

const CONNECT_MS = 5_000;

export interface S3Patience {
  /** At each request, the first one included. */
  readonly attempts: number;
  /** Longest wait until an answer's headers are there. */
  readonly answerMs: number;
}

const USUAL_PATIENCE: S3Patience = { attempts: 3, answerMs: 30_000 };

export function createS3Client(settings: S3Settings, patience = USUAL_PATIENCE): S3Client {
  const { endpoint, region, forcePathStyle, credentials } = settings;
  return new S3Client({
    region,
    forcePathStyle,
    maxAttempts: patience.attempts,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: patience.answerMs,
      throwOnRequestTimeout: true,
    },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
}
