import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { httpConfigSchema, listenHost, portNumber } from '@regpipe/http';
import { commonConfigSchema, databaseConfigSchema, wholeNumber } from '@regpipe/runtime';
import { z } from 'zod';

const LONGEST_VITALS_INTERVAL_S = 86_400;

/** Where `npm run build -w @regpipe/console` leaves it. */
const CONSOLE_DIRECTORY = fileURLToPath(new URL('../../../console/dist', import.meta.url));

export const configSchema = z.object({
  ...commonConfigSchema.shape,
  ...databaseConfigSchema.shape,
  ...httpConfigSchema.shape,
  REGPIPE_HTTP_PORT: portNumber.default(8000),
  REGPIPE_HTTP_HOST: listenHost,
  REGPIPE_RATE_LIMIT_PER_MINUTE: wholeNumber(1).default(12_000),
  /** At the routes of commands and of queries about notifications. */
  REGPIPE_FAST_RATE_LIMIT_PER_MINUTE: wholeNumber(1).default(120_000),
  REGPIPE_MAX_EVENT_STREAMS: wholeNumber(1).default(200),
  REGPIPE_MAX_EVENT_STREAMS_PER_TOKEN: wholeNumber(1).default(50),
  REGPIPE_MAX_DOWNLOADS: wholeNumber(1).default(8),
  REGPIPE_MAX_DOWNLOADS_PER_TOKEN: wholeNumber(1).default(4),
  /** Holds the built console. */
  REGPIPE_CONSOLE_DIRECTORY: z
    .string()
    .min(1)
    .transform((path) => resolve(path))
    .default(CONSOLE_DIRECTORY),
  /** How often the log says what waits and how old the data is; 0 never. */
  REGPIPE_VITALS_INTERVAL_S: wholeNumber(0, LONGEST_VITALS_INTERVAL_S).default(60),
  /** Connections for the data sets' queries. */
  GATEWAY_POOL_SIZE: wholeNumber(1).default(10),
});
