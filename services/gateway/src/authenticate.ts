import { createHash, timingSafeEqual } from 'node:crypto';

import { RefusedError } from '@regpipe/contracts';
import type { Secret } from '@regpipe/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Routes that answer without a token. Everything else is guarded, also an address that does not exist. */
const OPEN_ROUTES: ReadonlySet<string> = new Set(['/health', '/ready', '/openapi.json', '/docs']);
const OPEN_PREFIX = '/docs/';

/** A hook that lets a request pass only with the right bearer token. It looks at the matched route, not at the URL. */
export function authenticate(token: Secret) {
  const expected = digest(token.reveal());
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const route = request.routeOptions.url;
    if (route !== undefined && (OPEN_ROUTES.has(route) || route.startsWith(OPEN_PREFIX))) return;
    const given = bearerToken(request.headers.authorization);
    // Digests are of equal length and say nothing of the token, so neither does the time that comparing them takes.
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
    reply.header('www-authenticate', challenge(given));
    throw new RefusedError(
      'UNAUTHORIZED',
      given === undefined ? 'This needs a bearer token.' : 'The bearer token is not the right one.',
    );
  };
}

function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

function challenge(given: string | undefined): string {
  return given === undefined ? 'Bearer realm="regpipe"' : 'Bearer realm="regpipe", error="invalid_token"';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
