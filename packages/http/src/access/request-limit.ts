import { RefusedError } from '@regpipe/contracts';
import type { FastifyRequest } from 'fastify';

import type { Limits } from '../limits.ts';
import type { Server } from '../server.ts';
import { clientAddress } from './client-address.ts';

const WINDOW_MS = 60_000;

/**
 * Gives what counts a request of a token, or of an address where there is none; it throws RefusedError
 * TOO_MANY_REQUESTS. Fast routes have a count of their own: whoever hands in commands can still see how they are. Each
 * process counts for itself.
 */
export function createRequestLimit(server: Server, limits: Limits) {
  const { requestsPerMinute, fastRequestsPerMinute = requestsPerMinute } = limits;
  const count = countPerMinute(server, requestsPerMinute);
  const countFast = countPerMinute(server, fastRequestsPerMinute);
  return (request: FastifyRequest): Promise<void> => {
    const { fast = false } = request.routeOptions.config;
    // Who shows no token is refused at a fast route, and need not be so often.
    return fast && request.identity !== null ? countFast(request) : count(request);
  };
}

function countPerMinute(server: Server, max: number) {
  const counter = server.createRateLimit({
    max,
    timeWindow: WINDOW_MS,
    keyGenerator: (request) =>
      request.identity === null ? `address:${clientAddress(request)}` : `token:${request.identity.name}`,
  });
  return async (request: FastifyRequest): Promise<void> => {
    const state = await counter(request);
    if (state.isAllowed || !state.isExceeded) return;
    throw new RefusedError('TOO_MANY_REQUESTS', `More than ${max} requests came in a minute.`, {
      fields: { retry_after_s: state.ttlInSeconds },
    });
  };
}
