import { errorMessage } from '@regpipe/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { findTrouble } from './find-trouble.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

const RETRY_AFTER_S = 5;

/** Answers a failed request with a problem document, and logs what is not the client's doing. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const trouble = findTrouble(error);
  const fields = { method: request.method, url: request.url, status: trouble.status, err: error };
  if (trouble.status >= 500) request.log.error({ event: 'request_failed', ...fields }, errorMessage(error));
  else request.log.debug({ event: 'request_refused', ...fields }, trouble.detail);
  if (trouble.status === 503 || trouble.status === 429) {
    reply.header('retry-after', Number(trouble.fields['retry_after_s'] ?? RETRY_AFTER_S));
  }
  // As text: a route's own response schemas must never stand in the way of an error.
  reply
    // For an address that cannot be read no hook has run.
    .headers(SECURITY_HEADERS)
    .code(trouble.status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(trouble, request.id)));
}
