import { RefusedError } from '@regpipe/contracts';
import { isReachable } from '@regpipe/database';
import { describeProblems, jsonResponse, type Server } from '@regpipe/http';
import { VERSION } from '@regpipe/runtime';
import { z } from 'zod';

import type { Gateway } from '../gateway.ts';

const DATABASE_LIMIT_MS = 3_000;

const tags = ['health'];
/** Overrides the description's bearer token for a route that needs none. */
const security: never[] = [];

/** Whether the process is up, and whether it can do its work. Both answer without a token. */
export function healthRoutes(server: Server, { database, isTrackerVisible }: Gateway): void {
  server.route({
    method: 'GET',
    url: '/health',
    config: { access: 'open', anyHost: true },
    schema: {
      operationId: 'health',
      summary: 'The process is up',
      tags,
      security,
      response: {
        200: jsonResponse(
          'Up',
          z.object({ status: z.literal('ok'), service: z.literal('gateway'), version: z.string() }),
        ),
        ...describeProblems(['TOO_MANY_REQUESTS']),
      },
    },
    handler: () => ({ status: 'ok' as const, service: 'gateway' as const, version: VERSION }),
  });

  server.route({
    method: 'GET',
    url: '/ready',
    config: { access: 'open', anyHost: true },
    // Asked again and again by whoever waits for a yes: a no is the answer and nothing to log.
    logLevel: 'silent',
    schema: {
      operationId: 'ready',
      summary: 'The database answers and the tracker can be called',
      tags,
      security,
      response: {
        200: jsonResponse(
          'Ready',
          z.object({
            status: z.literal('ok'),
            checks: z.object({ database: z.boolean(), tracker: z.boolean() }),
          }),
        ),
        ...describeProblems(['TOO_MANY_REQUESTS', 'DATABASE_UNAVAILABLE', 'TRACKER_UNAVAILABLE']),
      },
    },
    handler: async () => {
      const checks = {
        database: await isReachable(database.pool, DATABASE_LIMIT_MS),
        tracker: isTrackerVisible(),
      };
      if (!checks.database) {
        throw new RefusedError('DATABASE_UNAVAILABLE', 'The database does not answer.', {
          fields: { checks },
        });
      }
      if (!checks.tracker) {
        throw new RefusedError('TRACKER_UNAVAILABLE', 'No tracker is to be seen.', { fields: { checks } });
      }
      return { status: 'ok' as const, checks };
    },
  });
}
