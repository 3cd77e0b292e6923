import { randomUUID } from 'node:crypto';

import { RefusedError } from '@regpipe/contracts';
import type { Logger } from '@regpipe/runtime';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';

import { handleClientError } from './handle-client-error.ts';
import { handleError } from './handle-error.ts';
import {
  BODY_LIMIT_BYTES,
  HEADER_LIMIT_BYTES,
  HEADERS_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  type Limits,
} from './limits.ts';
import { readJsonBodies } from './read-json-bodies.ts';
import { RequestLog } from './request-log.ts';
import type { Server } from './server.ts';

export interface FastifyOptions {
  readonly log: Logger;
  readonly limits: Limits;
  /** Addresses whose X-Forwarded headers are believed. */
  readonly trustedProxies: readonly string[];
}

/** Fastify as all routes need it: JSON in, schemas by zod, problem documents for whatever goes wrong. */
export function openFastify({ log, limits, trustedProxies }: FastifyOptions): Server {
  // What Fastify says by itself carries no `event`; only its warnings are of use.
  const logger: FastifyBaseLogger = log.child({}, { level: 'warn' });
  const { requestTimeoutMs } = limits;
  const server: Server = Fastify({
    loggerInstance: logger,
    childLoggerFactory: (_logger, bindings, childOptions) => log.child(bindings, childOptions),
    logController: new RequestLog(),
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Who has a connection may not know yet that the server is closing: a request along it is answered, and is the last.
    return503OnClosing: false,
    http: {
      maxHeaderSize: HEADER_LIMIT_BYTES,
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeoutMs),
      // How often Node looks for requests that took too long.
      connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 30),
    },
    frameworkErrors: handleError,
    clientErrorHandler: handleClientError,
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(handleError);
  server.setNotFoundHandler((request) => {
    throw new RefusedError('NOT_FOUND', `There is no ${request.method} ${request.url}.`);
  });
  readJsonBodies(server);
  return server;
}
