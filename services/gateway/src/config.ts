import { commonConfigSchema, databaseConfigSchema, secret, wholeNumber } from '@regpipe/runtime';
import { z } from 'zod';

const LARGEST_PORT = 65_535;

export const configSchema = commonConfigSchema.extend(databaseConfigSchema.shape).extend({
  REGPIPE_HTTP_PORT: wholeNumber(0, LARGEST_PORT).default(8000),
  /** Loopback unless someone decides otherwise: the API has one token and no TLS of its own. */
  REGPIPE_HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  REGPIPE_API_TOKEN: secret(z.string().min(16)),
  /** Connections for the data sets' queries. */
  GATEWAY_POOL_SIZE: wholeNumber(1).default(10),
});
