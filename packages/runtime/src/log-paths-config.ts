import { z } from 'zod';

import { wholeNumber } from './whole-number.ts';

/** Days that CloudWatch can keep events for. */
const RETENTIONS = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922],
  ...[3_288, 3_653],
];

/** Settings of the ways that the log takes besides stdout; docs/logs.md describes them. */
export const logPathsConfigSchema = z.object({
  REGPIPE_CLOUDWATCH_GROUP: z
    .string()
    .regex(/^[\w./#-]{1,512}$/)
    .optional()
    .describe('Log group of CloudWatch Logs that lines are sent to; none sends nothing'),
  REGPIPE_CLOUDWATCH_STREAM: z
    .string()
    .regex(/^[^:*]{1,512}$/)
    .default('console')
    .describe('Its stream, that all services share; {service} and {host} are replaced'),
  REGPIPE_CLOUDWATCH_REGION: z
    .string()
    .optional()
    .describe("Instead of the AWS SDK's own, such as AWS_REGION"),
  REGPIPE_CLOUDWATCH_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  REGPIPE_CLOUDWATCH_RETENTION_DAYS: wholeNumber(1)
    .refine((days) => RETENTIONS.includes(days), `must be one of ${RETENTIONS.join(', ')}`)
    .default(3)
    .describe('Of a group that a service creates'),
  REGPIPE_CLOUDWATCH_BUFFER_MB: wholeNumber(2, 1_024).default(8).describe('Beyond it the oldest lines go'),
  REGPIPE_CLOUDWATCH_FLUSH_MS: wholeNumber(0, 8_000)
    .default(3_000)
    .describe('How long an ending service may take for its last lines'),
  REGPIPE_LOG_FILE: z
    .string()
    .regex(/^\/[^<>"|?*:]*[^<>"|?*:/]$/, 'must be the absolute path of a file')
    .optional()
    .describe('Each process writes beside it, in <service>-<host>/; none writes no files'),
  REGPIPE_LOG_FILE_MB: wholeNumber(1, 1_024).default(10).describe('Of one file; then the next begins'),
  REGPIPE_LOG_FILES: wholeNumber(1, 1_000).default(5).describe('How many are kept for each process'),
});
