import { httpConfigSchema, listenHost, portNumber } from '@regpipe/http';
import { commonConfigSchema, databaseConfigSchema, wholeNumber } from '@regpipe/runtime';
import { z } from 'zod';

/** A service that is asked to end has nine seconds in all. */
const LONGEST_DRAIN_S = 6;

export const configSchema = z.object({
  ...commonConfigSchema.shape,
  ...databaseConfigSchema.shape,
  ...httpConfigSchema.shape,
  REGPIPE_QUERY_PORT: portNumber.default(8001),
  REGPIPE_QUERY_HOST: listenHost,
  /** Of a token, or of an address that shows none. */
  REGPIPE_QUERY_RATE_LIMIT_PER_MINUTE: wholeNumber(1).default(120_000),
  /** How long it goes on answering after it was asked to end, while /ready says no. */
  REGPIPE_QUERY_DRAIN_S: wholeNumber(0, LONGEST_DRAIN_S).default(3),
  /** Connections for questions. */
  QUERY_POOL_SIZE: wholeNumber(1).default(8),
});
