import { commonConfigSchema, databaseConfigSchema, wholeNumber } from '@regpipe/runtime';
import { sourceSettingsSchema } from '@regpipe/source-policy';

const KiB = 1024;

export const configSchema = commonConfigSchema.extend({
  ...databaseConfigSchema.shape,
  ...sourceSettingsSchema.shape,
  /** Most bytes of source text in a chunk; cut to half of the server's max_payload. */
  REGPIPE_CHUNK_BYTES: wholeNumber(16 * KiB, 32 * 1024 * KiB).default(512 * KiB),
  /** A job without a sign of life for this long counts as interrupted. */
  REGPIPE_INTERRUPT_AFTER_MS: wholeNumber(1_000).default(5 * 60_000),
  /** Data sets at work at a time; a resumed job counts, and is never refused for it. */
  REGPIPE_MAX_ACTIVE_JOBS: wholeNumber(1).default(4),
  /** A tick of a schedule that is taken up later than this after it was due is not run any more. */
  REGPIPE_TICK_GRACE_MS: wholeNumber(1_000).default(60_000),
  REGPIPE_ACK_WAIT_MS: wholeNumber(1_000).default(10_000),
  REGPIPE_SWAP_PATIENCE_MS: wholeNumber(0).default(60_000),
});
