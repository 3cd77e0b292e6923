import rateLimit from '@fastify/rate-limit';
import type { Database } from '@regpipe/database';
import type { Metrics } from '@regpipe/metrics';
import type { Secret } from '@regpipe/runtime';
import type { Tracing } from '@regpipe/tracing';

import { authenticate } from './access/authenticate.ts';
import { checkHost } from './access/check-host.ts';
import { createGuessLimit, type GuessLimit } from './access/guess-limit.ts';
import type { Credential } from './access/identity.ts';
import { Keyring } from './access/keyring.ts';
import { createRequestLimit } from './access/request-limit.ts';
import { requireAccess } from './access/route-access.ts';
import { countRequests } from './count-requests.ts';
import { type Documentation, documentationRoutes } from './documentation.ts';
import { type FastifyOptions, openFastify } from './open-fastify.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import type { Server } from './server.ts';
import { traceRequests } from './trace-requests.ts';

export interface EdgeOptions extends FastifyOptions {
  /** Holds the tokens. */
  readonly database: Database;
  /** An admin's, besides those of the table. */
  readonly token: Secret | undefined;
  /** Where it is going to listen. */
  readonly host: string;
  /** Names by which it may be asked for, besides those of loopback. */
  readonly allowedHosts: readonly string[];
  /** Of this process. */
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly documentation: Documentation;
  /** Whether browsers' sessions open it, besides bearer tokens. */
  readonly sessions: boolean;
  /** Aborted some time before the server is closed: from then on each answer ends its connection. */
  readonly stopping?: AbortSignal;
}

/** A server that guards every route that is added to it, and what guards them. */
export interface Edge {
  readonly server: Server;
  readonly keyring: Keyring;
  readonly guesses: Readonly<Record<Credential['kind'], GuessLimit>>;
  /** Aborted when the server begins to close: long answers end then. */
  readonly closing: AbortSignal;
}

/**
 * The edge of a service that answers over HTTP: who may ask and how often, what is counted, traced and logged, headers,
 * problem documents and the documentation. Routes are added to its server, which then has to be made ready.
 */
export async function openEdge(options: EdgeOptions): Promise<Edge> {
  const { database, log, limits, metrics, tracing } = options;
  const closing = new AbortController();
  const server = openFastify(options);
  await server.register(rateLimit, { global: false });
  const keyring = new Keyring({ database, environmentToken: options.token, log });
  const guesses = {
    token: createGuessLimit(server, 'token'),
    session: createGuessLimit(server, 'session'),
  };

  server.addHook('onRoute', requireAccess);
  server.decorateRequest('identity', null);
  server.addHook('onRequest', async (_request, reply) => void reply.headers(SECURITY_HEADERS));
  server.addHook('onRequest', checkHost(options.host, options.allowedHosts));
  const limitRequests = createRequestLimit(server, limits);
  server.addHook('onRequest', authenticate({ sessions: options.sessions, keyring, guesses, limitRequests }));
  countRequests(server, metrics);
  traceRequests(server, tracing);
  server.addHook('preClose', (done) => {
    closing.abort();
    done();
  });
  const { stopping = closing.signal } = options;
  // A connection that stayed open after its answer would hold up the closing until it times out.
  server.addHook('onSend', async (_request, reply) => {
    if (stopping.aborted || closing.signal.aborted) reply.header('connection', 'close');
  });
  await documentationRoutes(server, options.documentation);
  return { server, keyring, guesses, closing: closing.signal };
}
