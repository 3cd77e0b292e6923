import { commonConfigSchema, databaseConfigSchema, wholeNumber } from '@regpipe/runtime';

export const configSchema = commonConfigSchema.extend({
  ...databaseConfigSchema.shape,
  /** How often it looks what is due: a tick comes later than it is due by so much at most, and so does what is changed. */
  REGPIPE_SCHEDULE_POLL_MS: wholeNumber(100, 10_000).default(1_000),
});
