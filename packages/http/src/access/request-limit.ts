import { RefusedError } from '@regpipe/contracts';
import type { FastifyRequest } from 'fastify';

import type { Server } from '../server.ts';
import { clientAddress } from './client-address.ts';

const WINDOW_MS = 60_000;

/**
 * Gives what counts a request of a token, or of an address where there is none; it throws RefusedError
 * TOO_MANY_REQUESTS. Each process counts for itself.
 */
export function createRequestLimit(server: Server, requestsPerMinute: number) {
  const counter = server.createRateLimit({
    max: requestsPerMinute,
    timeWindow: WINDOW_MS,
    keyGenerator: (request) =>
      request.identity === null ? `address:${clientAddress(request)}` : `token:${request.identity.name}`,
  });
  return async (request: FastifyRequest): Promise<void> => {
    const state = await counter(request);
    if (state.isAllowed || !state.isExceeded) return;
    throw new RefusedError('TOO_MANY_REQUESTS', `More than ${requestsPerMinute} requests came in a minute.`, {
      fields: { retry_after_s: state.ttlInSeconds },
    });
  };
}
