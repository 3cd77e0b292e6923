import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { commonConfigSchema, databaseConfigSchema, secret, wholeNumber } from '@regpipe/runtime';
import { z } from 'zod';

const LARGEST_PORT = 65_535;
const LONGEST_VITALS_INTERVAL_S = 86_400;

/** Where `npm run build -w @regpipe/console` leaves it. */
const CONSOLE_DIRECTORY = fileURLToPath(new URL('../../../console/dist', import.meta.url));

/** Names separated by commas. */
const list = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .transform((names) => names.filter((name) => name !== ''))
  .default([]);

export const configSchema = commonConfigSchema.extend(databaseConfigSchema.shape).extend({
  REGPIPE_HTTP_PORT: wholeNumber(0, LARGEST_PORT).default(8000),
  /** Loopback unless someone decides otherwise: the API has no TLS of its own. */
  REGPIPE_HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  /** Host names by which the API may be asked for, besides those of loopback. */
  REGPIPE_HTTP_ALLOWED_HOSTS: list,
  /** Addresses of proxies, or ranges of them (CIDR), whose X-Forwarded headers are believed. */
  REGPIPE_HTTP_TRUSTED_PROXIES: list.pipe(
    z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'Neither an address nor a range')),
  ),
  /** An admin's token, besides those of the table. */
  REGPIPE_API_TOKEN: secret(z.string().min(16)).optional(),
  REGPIPE_RATE_LIMIT_PER_MINUTE: wholeNumber(1).default(12_000),
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
