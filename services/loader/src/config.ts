import { commonConfigSchema, databaseConfigSchema, wholeNumber } from '@regpipe/runtime';
import type { z } from 'zod';

export const configSchema = commonConfigSchema.extend({
  ...databaseConfigSchema.shape,
  /** Chunks held at once, at work or waiting for a lane. */
  LOADER_CONCURRENCY: wholeNumber(1, 64).default(8),
  /**
   * Transactions side by side, each on a connection of its own. Chunks that wait for one share it, so fewer lanes make
   * larger transactions: with one, 1.6 million records cost 2.5 s of CPU less than with two, and took no longer.
   */
  LOADER_LANES: wholeNumber(1, 16).default(1),
  /** Versions whose tables are kept, the live one among them. */
  REGPIPE_KEEP_VERSIONS: wholeNumber(1, 100).default(2),
  /** How long publishing goes on trying for the moment in which no reader holds the live views. */
  REGPIPE_SWAP_PATIENCE_MS: wholeNumber(0).default(60_000),
  /** A publication is stopped when the live one has so many percent more rows; 100 never stops one. */
  REGPIPE_GUARD_ROWS_GONE_PERCENT: wholeNumber(0, 100).default(10),
  /** And when so many percent of the records that are not blank were rejected. */
  REGPIPE_GUARD_REJECTED_PERCENT: wholeNumber(0, 100).default(5),
  REGPIPE_ACK_WAIT_MS: wholeNumber(1_000).default(10_000),
  REGPIPE_MAX_DELIVERIES: wholeNumber(1).default(5),
});
export type LoaderConfig = Readonly<z.output<typeof configSchema>>;
