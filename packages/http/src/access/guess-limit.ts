import { RefusedError } from '@regpipe/contracts';
import type { FastifyRequest } from 'fastify';

import type { Server } from '../server.ts';
import { IPV6_SUBNET } from './client-address.ts';

const MOST_GUESSES = 10;
const WINDOW_MS = 60_000;

/** Ends the guessing of tokens: after ten wrong ones in a minute from an address no further one is looked at. */
export interface GuessLimit {
  /** @throws RefusedError TOO_MANY_REQUESTS when the address has used up its guesses */
  check(request: FastifyRequest): Promise<void>;
  /** Counts a wrong guess, and logs it without what was guessed. */
  count(request: FastifyRequest): Promise<void>;
}

/** Needs @fastify/rate-limit, whose memory of addresses is bounded. */
export function createGuessLimit(server: Server, what: 'token' | 'session'): GuessLimit {
  const counter = server.createRateLimit({
    max: MOST_GUESSES,
    timeWindow: WINDOW_MS,
    ipv6Subnet: IPV6_SUBNET,
  });
  return {
    async check(request) {
      const state = await counter(request, { increment: false });
      if (state.isAllowed || state.remaining > 0) return;
      throw new RefusedError('TOO_MANY_REQUESTS', `Too many wrong ${what}s came from this address.`, {
        fields: { retry_after_s: state.ttlInSeconds },
      });
    },
    async count(request) {
      await counter(request);
      const { ip: address, method, url } = request;
      request.log.warn(
        { event: 'auth_failed', address, what, method, url },
        `A wrong ${what} came from ${address}`,
      );
    },
  };
}
