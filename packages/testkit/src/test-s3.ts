import type { FauxqsServer } from 'fauxqs';

const REGION = 'ap-northeast-1';
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test-secret-of-s3' };

export interface TestS3 {
  /** Of S3 and SQS alike. */
  readonly endpoint: string;
  /** For a client of either, as the SDK takes them. */
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly forcePathStyle: true;
    readonly credentials: typeof CREDENTIALS;
  };
  /** The same as a service takes them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Makes buckets and queues, and looks into queues. */
  readonly server: FauxqsServer;
  close(): Promise<void>;
}

/** A server of one's own that speaks the protocols of S3 and SQS, in memory. It takes any credentials. */
export async function testS3(buckets: readonly string[] = []): Promise<TestS3> {
  // Of all tests, few need it, and it takes a moment to load.
  const { startFauxqs } = await import('fauxqs');
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, defaultRegion: REGION });
  for (const bucket of buckets) server.createBucket(bucket);
  const endpoint = `http://127.0.0.1:${server.port}`;
  return {
    endpoint,
    settings: { endpoint, region: REGION, forcePathStyle: true, credentials: CREDENTIALS },
    environment: {
      REGPIPE_S3_ENDPOINT: endpoint,
      REGPIPE_S3_REGION: REGION,
      REGPIPE_S3_PATH_STYLE: 'true',
      REGPIPE_S3_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      REGPIPE_S3_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
    server,
    close: () => server.stop(),
  };
}
