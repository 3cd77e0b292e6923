import { RefusedError } from '@regpipe/contracts';
import { type Database, isReachable } from '@regpipe/database';
import { describeProblems, jsonResponse, type Server } from '@regpipe/http';
import { z } from 'zod';

export interface HealthOptions {
  /** Not the one that questions wait for: a health check must not. */
  readonly database: Database;
  /** Aborted when the process was asked to end. */
  readonly stopping: AbortSignal;
}

const DATABASE_LIMIT_MS = 3_000;
const RETRY_AFTER_S = 5;

const tags = ['health'];
/** Overrides the description's bearer token for a route that needs none. */
const security: never[] = [];

const state = <Status extends string>(status: Status) =>
  z.object({
    status: z.literal(status),
    service: z.literal('query'),
    architecture: z.literal('CQRS'),
    timestamp: z.iso.datetime(),
  });

/** How the service is, and whether requests should be sent to it. Both answer without a token. */
export function healthRoutes(server: Server, { database, stopping }: HealthOptions): void {
  server.route({
    method: 'GET',
    url: '/health',
    config: { access: 'open', anyHost: true },
    logLevel: 'silent',
    schema: {
      operationId: 'health',
      summary: 'Whether the service can answer questions',
      tags,
      security,
      response: {
        200: jsonResponse('It can', state('healthy')),
        503: jsonResponse('The database does not answer', state('unhealthy')),
        ...describeProblems(['TOO_MANY_REQUESTS']),
      },
    },
    handler: async (_request, reply) => {
      const seen = { service: 'query', architecture: 'CQRS', timestamp: new Date().toISOString() } as const;
      if (await isReachable(database.pool, DATABASE_LIMIT_MS)) return { status: 'healthy' as const, ...seen };
      return reply
        .code(503)
        .header('retry-after', RETRY_AFTER_S)
        .send({ status: 'unhealthy', ...seen });
    },
  });

  server.route({
    method: 'GET',
    url: '/ready',
    config: { access: 'open', anyHost: true },
    // Asked again and again by whoever waits for a yes: a no is the answer and nothing to log.
    logLevel: 'silent',
    schema: {
      operationId: 'ready',
      summary: 'Whether requests should be sent to this process',
      tags,
      security,
      response: {
        200: jsonResponse(
          'Ready',
          z.object({ status: z.literal('ok'), checks: z.object({ database: z.boolean() }) }),
        ),
        ...describeProblems(['TOO_MANY_REQUESTS', 'DATABASE_UNAVAILABLE', 'QUERY_UNAVAILABLE']),
      },
    },
    handler: async () => {
      if (stopping.aborted) {
        throw new RefusedError('QUERY_UNAVAILABLE', 'This process is ending: ask another one.');
      }
      const checks = { database: await isReachable(database.pool, DATABASE_LIMIT_MS) };
      if (checks.database) return { status: 'ok' as const, checks };
      throw new RefusedError('DATABASE_UNAVAILABLE', 'The database does not answer.', { fields: { checks } });
    },
  });
}
