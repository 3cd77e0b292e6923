import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';

/** One line a request, at debug; what failed is logged where it is answered. */
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
    const { method, url } = request;
    const fields = { method, url, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) };
    request.log.debug({ event: 'http_request', ...fields }, `${method} ${url} ${reply.statusCode}`);
  }

  /** The answer had begun, so the client only sees it break off. */
  override streamError(error: Error, request: FastifyRequest): void {
    const clientLeft = 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    const level = clientLeft || error.name === 'AbortError' ? 'debug' : 'error';
    request.log[level]({ event: 'response_broken_off', err: error }, error.message);
  }
}
