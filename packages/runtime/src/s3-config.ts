import { TerminalError } from '@regpipe/contracts';
import { z } from 'zod';

import { secret, type Secret } from './secret.ts';

/** How services that talk to S3 reach it; the intake and the fetcher are given the same. */
export const s3ConfigSchema = z.object({
  REGPIPE_S3_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Of a server other than AWS'),
  REGPIPE_S3_REGION: z.string().min(1).default('ap-northeast-1'),
  REGPIPE_S3_PATH_STYLE: z
    .stringbool()
    .default(false)
    .describe('Whether buckets stand in the path of the address, as most servers other than AWS want it'),
  REGPIPE_S3_ACCESS_KEY_ID: z
    .string()
    .optional()
    .describe('Without it the SDK looks for credentials: environment, shared files, role of the task'),
  REGPIPE_S3_SECRET_ACCESS_KEY: secret(z.string()).optional(),
});

/** As a client of S3 or SQS takes them. */
export interface S3Access {
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly forcePathStyle: boolean;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/** @throws TerminalError CONFIG_INVALID where one half of the credentials is missing */
export function s3Access(config: z.output<typeof s3ConfigSchema>): S3Access {
  return {
    endpoint: config.REGPIPE_S3_ENDPOINT,
    region: config.REGPIPE_S3_REGION,
    forcePathStyle: config.REGPIPE_S3_PATH_STYLE,
    credentials: credentialsOf(config.REGPIPE_S3_ACCESS_KEY_ID, config.REGPIPE_S3_SECRET_ACCESS_KEY),
  };
}

function credentialsOf(
  accessKeyId: string | undefined,
  secretAccessKey: Secret | undefined,
): S3Access['credentials'] {
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return { accessKeyId, secretAccessKey: secretAccessKey.reveal() };
  }
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  throw new TerminalError(
    'CONFIG_INVALID',
    'Bad settings: REGPIPE_S3_ACCESS_KEY_ID and REGPIPE_S3_SECRET_ACCESS_KEY go together.',
  );
}
