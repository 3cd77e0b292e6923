import type { S3Settings } from '@regpipe/object-store';
import type { z } from 'zod';

import type { configSchema } from './config.ts';

/** Without keys of its own, the SDK looks for them where it always does: the environment, the role of the task. */
export function s3Settings(config: Readonly<z.output<typeof configSchema>>): S3Settings {
  const { REGPIPE_S3_ACCESS_KEY_ID: accessKeyId, REGPIPE_S3_SECRET_ACCESS_KEY: secret } = config;
  return {
    endpoint: config.REGPIPE_S3_ENDPOINT,
    region: config.REGPIPE_S3_REGION,
    forcePathStyle: config.REGPIPE_S3_PATH_STYLE,
    credentials:
      accessKeyId === undefined || secret === undefined
        ? undefined
        : { accessKeyId, secretAccessKey: secret.reveal() },
  };
}
