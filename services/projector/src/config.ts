import { commonConfigSchema, databaseConfigSchema, wholeNumber } from '@regpipe/runtime';
import type { z } from 'zod';

export const configSchema = commonConfigSchema.extend({
  ...databaseConfigSchema.shape,
  REGPIPE_ACK_WAIT_MS: wholeNumber(1_000).default(10_000),
});
export type ProjectorConfig = Readonly<z.output<typeof configSchema>>;
