import { randomUUID } from 'node:crypto';

import { RefusedError } from '@regpipe/contracts';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';

import { authenticate } from './authenticate.ts';
import type { Gateway, Server } from './gateway.ts';
import { handleError } from './handle-error.ts';
import { readJsonBodies } from './read-json-bodies.ts';
import { RequestLog } from './request-log.ts';
import { datasetQueryRoutes } from './routes/dataset-queries.ts';
import { datasetRoutes } from './routes/datasets.ts';
import { documentationRoutes } from './routes/documentation.ts';
import { healthRoutes } from './routes/health.ts';
import { jobErrorRoutes } from './routes/job-errors.ts';
import { jobEventRoutes } from './routes/job-events.ts';
import { jobRoutes } from './routes/jobs.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
/** For a request to arrive whole; answers may take as long as they need. */
const REQUEST_TIMEOUT_MS = 30_000;

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The HTTP API, ready to listen. Closing it ends event streams and downloads at once. */
export async function createServer(options: Omit<Gateway, 'closing'>): Promise<Server> {
  const closing = new AbortController();
  const gateway: Gateway = { ...options, closing: closing.signal };
  // What Fastify says by itself carries no `event`; only its warnings are of use.
  const logger: FastifyBaseLogger = options.log.child({}, { level: 'warn' });
  const server: Server = Fastify({
    loggerInstance: logger,
    childLoggerFactory: (_logger, bindings, childOptions) => options.log.child(bindings, childOptions),
    logController: new RequestLog(),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    frameworkErrors: handleError,
  }).withTypeProvider<ZodTypeProvider>();

  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(handleError);
  server.setNotFoundHandler((request) => {
    throw new RefusedError('NOT_FOUND', `There is no ${request.method} ${request.url}.`);
  });
  readJsonBodies(server);
  server.addHook('onRequest', async (_request, reply) => void reply.headers(SECURITY_HEADERS));
  server.addHook('onRequest', authenticate(options.token));
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
  jobRoutes(server, gateway);
  jobErrorRoutes(server, gateway);
  jobEventRoutes(server, gateway);
  datasetRoutes(server, gateway);
  datasetQueryRoutes(server, gateway);
  await server.ready();
  return server;
}
