import { commonConfigSchema, wholeNumber } from '@regpipe/runtime';

export const configSchema = commonConfigSchema.extend({
  /** Chunks held at once: one is worked on while the next arrives and the last is being stored. */
  TRANSFORMER_CONCURRENCY: wholeNumber(1, 16).default(3),
  REGPIPE_ACK_WAIT_MS: wholeNumber(1_000).default(10_000),
  REGPIPE_MAX_DELIVERIES: wholeNumber(1).default(5),
});
