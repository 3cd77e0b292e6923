import { errorMessage } from '@regpipe/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { findTrouble } from './find-trouble.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';

const RETRY_AFTER_S = 5;

/** Answers a failed request with a problem document, and logs what is not the client's doing. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const trouble = findTrouble(error);
  const fields = { method: request.method, url: request.url, status: trouble.status, err: error };
  if (trouble.status >= 500) request.log.error({ event: 'request_failed', ...fields }, errorMessage(error));
  else request.log.debug({ event: 'request_refused', ...fields }, trouble.detail);
  if (trouble.status === 503) reply.header('retry-after', RETRY_AFTER_S);
  // As text: a route's own response schemas must never stand in the way of an error.
  reply
    .code(trouble.status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(trouble, request.id)));
}
