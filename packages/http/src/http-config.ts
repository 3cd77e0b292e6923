import { secret, wholeNumber } from '@regpipe/runtime';
import { z } from 'zod';

const LARGEST_PORT = 65_535;

/** Names separated by commas. */
const list = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .transform((names) => names.filter((name) => name !== ''))
  .default([]);

/** Settings of every service that answers over HTTP. */
export const httpConfigSchema = z.object({
  /** Host names by which the API may be asked for, besides those of loopback. */
  REGPIPE_HTTP_ALLOWED_HOSTS: list,
  /** Addresses of proxies, or ranges of them (CIDR), whose X-Forwarded headers are believed. */
  REGPIPE_HTTP_TRUSTED_PROXIES: list.pipe(
    z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'Neither an address nor a range')),
  ),
  /** An admin's token, besides those of the table. */
  REGPIPE_API_TOKEN: secret(z.string().min(16)).optional(),
});

/** 0 takes a free one; the log says which. */
export const portNumber = wholeNumber(0, LARGEST_PORT);
/** Loopback unless someone decides otherwise: the API has no TLS of its own. */
export const listenHost = z.string().min(1).default('127.0.0.1');
