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
/** Until an answer's headers are there. */
const ANSWER_MS = 30_000;

/** @param attempts of each request, the first one included */
export function createS3Client(settings: S3Settings, attempts = 3): S3Client {
  const { endpoint, region, forcePathStyle, credentials } = settings;
  return new S3Client({
    region,
    forcePathStyle,
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
    },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
}
