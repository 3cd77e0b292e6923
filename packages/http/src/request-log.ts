import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';

import { isChanging } from './access/check-origin.ts';

/**
 * One line a request, at debug; at info for what changes something, with the name of the token that asked for it. What
 * failed is logged where it is answered.
 */
export class RequestLog extends LogController {
  override incomingRequest(): void {
    // The line when it is answered says all of it.
  }

  override routeNotFound(): void {
    // Answered, and so logged, like every other request.
  }

  override requestCompleted(
    _error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const { method, url, identity } = request;
    const fields = { method, url, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) };
    const line = `${method} ${url} ${reply.statusCode}`;
    const { changesNothing = false, keepsRecord = false } = request.routeOptions.config;
    if (identity === null || !isChanging(request) || changesNothing || keepsRecord) {
      request.log.debug({ event: 'http_request', ...fields }, line);
      return;
    }
    const { name: actor, role } = identity;
    // What was made, such as the job, by its address.
    const made = reply.getHeader('location');
    const change = { event: 'api_change', actor, role, ...fields, ...(made === undefined ? {} : { made }) };
    request.log.info(change, `${line} by ${actor}`);
  }

  /** The answer had begun, so the client only sees it break off. */
  override streamError(error: Error, request: FastifyRequest): void {
    const clientLeft = 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    const level = clientLeft || error.name === 'AbortError' ? 'debug' : 'error';
    request.log[level]({ event: 'response_broken_off', err: error }, error.message);
  }
}
