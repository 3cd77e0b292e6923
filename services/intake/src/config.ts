import { commonConfigSchema, databaseConfigSchema, s3ConfigSchema, wholeNumber } from '@regpipe/runtime';
import { z } from 'zod';

const LONGEST_POLL_S = 86_400;

const settingsSchema = commonConfigSchema.extend({
  ...databaseConfigSchema.shape,
  ...s3ConfigSchema.shape,
  /** Holds incoming/, processed/, failed/ and results/, which are made where they are missing. */
  REGPIPE_DROP_DIRECTORY: z.string().startsWith('/', 'Not an absolute path').optional(),
  /** How often it looks for new files there. */
  REGPIPE_INTAKE_POLL_MS: wholeNumber(50, 60_000).default(2_000),
  /** A file there is taken once nobody has touched it for so long: whoever copies it writes it bit by bit. */
  REGPIPE_DROP_SETTLE_MS: wholeNumber(0, 600_000).default(2_000),
  REGPIPE_S3_BUCKET: z.string().min(3).optional(),
  /** How often it looks for new objects in the bucket; 0 for a bucket that tells of every one by events. */
  REGPIPE_S3_POLL_S: wholeNumber(0, LONGEST_POLL_S).default(60),
  /** A queue that the bucket's events wait in. */
  REGPIPE_SQS_QUEUE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** So long after its last sign of life another intake takes over what this one was working on. */
  REGPIPE_INTAKE_LEASE_S: wholeNumber(1, 3_600).default(30),
});

export const configSchema = settingsSchema.refine(
  ({ REGPIPE_SQS_QUEUE_URL: queue, REGPIPE_S3_BUCKET: bucket }) =>
    queue === undefined || bucket !== undefined,
  {
    path: ['REGPIPE_SQS_QUEUE_URL'],
    error: 'Its events are about a bucket: REGPIPE_S3_BUCKET has to be set, too',
  },
);
