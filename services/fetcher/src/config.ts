import { commonConfigSchema, s3ConfigSchema, wholeNumber } from '@regpipe/runtime';
import { sourceSettingsSchema } from '@regpipe/source-policy';
import { z } from 'zod';

const GiB = 1024 ** 3;

export const configSchema = commonConfigSchema.extend({
  ...sourceSettingsSchema.shape,
  ...s3ConfigSchema.shape,
  /** Most bytes of a source, as served and decoded. */
  REGPIPE_SOURCE_MAX_BYTES: wholeNumber(1).default(16 * GiB),
  /** Longest silence of a source: while connecting, before its headers, or in the middle of its body. */
  REGPIPE_SOURCE_TIMEOUT_MS: wholeNumber(100).default(30_000),
  /** Pauses before the second, third and fourth try. */
  REGPIPE_SOURCE_RETRY_DELAYS_MS: z
    .string()
    .regex(/^\d+(,\d+)*$/, 'must be whole numbers separated by commas')
    .default('1000,2000,4000')
    .transform((list) => list.split(',').map(Number)),
  /** Sources read at once, of different data sets. */
  FETCHER_CONCURRENCY: wholeNumber(1, 16).default(2),
  REGPIPE_ACK_WAIT_MS: wholeNumber(1_000).default(10_000),
  REGPIPE_MAX_DELIVERIES: wholeNumber(1).default(5),
});
