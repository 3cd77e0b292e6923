import { randomUUID } from 'node:crypto';

import rateLimit from '@fastify/rate-limit';
import { RefusedError } from '@regpipe/contracts';
import type { Metrics } from '@regpipe/metrics';
import type { Secret } from '@regpipe/runtime';
import type { Tracing } from '@regpipe/tracing';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';

import { Allotment } from './access/allotment.ts';
import { authenticate } from './access/authenticate.ts';
import { checkHost } from './access/check-host.ts';
import { createGuessLimit } from './access/guess-limit.ts';
import { Keyring } from './access/keyring.ts';
import { createRequestLimit } from './access/request-limit.ts';
import { requireAccess } from './access/route-access.ts';
import type { Gateway, Server } from './gateway.ts';
import { handleClientError } from './handle-client-error.ts';
import { handleError } from './handle-error.ts';
import {
  BODY_LIMIT_BYTES,
  HEADER_LIMIT_BYTES,
  HEADERS_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  type Limits,
} from './limits.ts';
import { countRequests } from './metrics/count-requests.ts';
import { readJsonBodies } from './read-json-bodies.ts';
import { RequestLog } from './request-log.ts';
import { consoleRoutes } from './routes/console.ts';
import { datasetComparisonRoutes } from './routes/dataset-comparison.ts';
import { datasetQueryRoutes } from './routes/dataset-queries.ts';
import { datasetStatisticsRoutes } from './routes/dataset-statistics.ts';
import { datasetRoutes } from './routes/datasets.ts';
import { deadChunkRoutes } from './routes/dead-chunks.ts';
import { documentationRoutes } from './routes/documentation.ts';
import { dropRoutes } from './routes/drops.ts';
import { healthRoutes } from './routes/health.ts';
import { jobErrorRoutes } from './routes/job-errors.ts';
import { jobEventRoutes } from './routes/job-events.ts';
import { jobHistoryRoutes } from './routes/job-history.ts';
import { jobRoutes } from './routes/jobs.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { scheduleSettingRoutes } from './routes/schedule-setting.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { sessionRoutes } from './routes/session.ts';
import { systemRoutes } from './routes/system.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { traceRequests } from './trace-requests.ts';

type MadeHere = 'closing' | 'keyring' | 'guesses' | 'eventStreams' | 'downloads';

export interface ServerOptions extends Omit<Gateway, MadeHere> {
  /** An admin's, besides those of the table. */
  readonly token: Secret | undefined;
  /** Where it is going to listen. */
  readonly host: string;
  /** Names by which it may be asked for, besides those of loopback. */
  readonly allowedHosts: readonly string[];
  /** Addresses whose X-Forwarded headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly limits: Limits;
  /** Of this process. */
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Of the built console. */
  readonly consoleDirectory: string;
}

/** The HTTP API, ready to listen. Closing it ends event streams and downloads at once. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { database, log, limits, metrics, tracing } = options;
  const closing = new AbortController();
  const server = openServer(options);
  await server.register(rateLimit, { global: false });
  const keyring = new Keyring({ database, environmentToken: options.token, log });
  const guesses = {
    token: createGuessLimit(server, 'token'),
    session: createGuessLimit(server, 'session'),
  };
  const gateway: Gateway = {
    ...options,
    closing: closing.signal,
    keyring,
    guesses,
    eventStreams: new Allotment('event streams', limits.eventStreams),
    downloads: new Allotment('downloads', limits.downloads),
  };

  server.addHook('onRoute', requireAccess);
  server.decorateRequest('identity', null);
  server.addHook('onRequest', async (_request, reply) => void reply.headers(SECURITY_HEADERS));
  server.addHook('onRequest', checkHost(options.host, options.allowedHosts));
  const limitRequests = createRequestLimit(server, limits.requestsPerMinute);
  server.addHook('onRequest', authenticate({ keyring, guesses, limitRequests }));
  const { eventStreams, downloads } = gateway;
  countRequests(server, { metrics, eventStreams, downloads });
  traceRequests(server, tracing);
  server.addHook('preClose', (done) => {
    closing.abort();
    done();
  });
  // A connection that stayed open after its answer would hold up the closing until it times out.
  server.addHook('onSend', async (_request, reply) => {
    if (closing.signal.aborted) reply.header('connection', 'close');
  });

  await documentationRoutes(server);
  healthRoutes(server, gateway);
  sessionRoutes(server, gateway);
  tokenRoutes(server, gateway);
  systemRoutes(server, gateway);
  metricsRoutes(server, { ...gateway, metrics });
  jobRoutes(server, gateway);
  jobErrorRoutes(server, gateway);
  jobEventRoutes(server, gateway);
  jobHistoryRoutes(server, gateway);
  deadChunkRoutes(server, gateway);
  dropRoutes(server, gateway);
  scheduleRoutes(server, gateway);
  scheduleSettingRoutes(server, gateway);
  datasetRoutes(server, gateway);
  datasetComparisonRoutes(server, gateway);
  datasetQueryRoutes(server, gateway);
  datasetStatisticsRoutes(server, gateway);
  await consoleRoutes(server, options.consoleDirectory);
  await server.ready();
  return server;
}

/** Fastify as all routes need it: JSON in, schemas by zod, problem documents for whatever goes wrong. */
function openServer({ log, limits, trustedProxies }: ServerOptions): Server {
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
