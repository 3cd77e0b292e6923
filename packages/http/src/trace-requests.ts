import { parseTraceparent, type Requested, TRACEPARENT } from '@regpipe/contracts';
import type { Span, TracedJob, Tracing } from '@regpipe/tracing';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { isChanging } from './access/check-origin.ts';
import type { Server } from './server.ts';

declare module 'fastify' {
  interface FastifyRequest {
    trace: RequestTrace | null;
  }
}

/** The trace of a request while it is answered. */
interface RequestTrace {
  /** Where its client has a trace. */
  readonly span: Span | undefined;
  /** The job that it turned out to be about. */
  job: TracedJob | undefined;
}

/**
 * Traces requests that may change something, and others whose client asks for it with a `traceparent`. Such a request
 * belongs to its client's trace and is linked to its job's; any other about a job is a part of the job's trace, which is
 * known only when the job is. So nobody who was not let in has a span.
 */
export function traceRequests(server: Server, tracing: Tracing): void {
  server.decorateRequest('trace', null);
  server.addHook('preValidation', (request, _reply, done) => {
    const given = request.headers[TRACEPARENT];
    const parent = typeof given === 'string' && parseTraceparent(given) !== undefined ? given : undefined;
    if (parent !== undefined || mayChange(request)) {
      const span = parent === undefined ? undefined : startSpan(tracing, request, parent);
      request.trace = { span, job: undefined };
    }
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    if (request.trace !== null) endTrace(tracing, request, request.trace, reply);
    done();
  });
}

/** What a call to the tracker carries of its request's trace. */
export function traceOf({ trace }: FastifyRequest): Requested {
  const traceparent = trace?.span?.traceparent;
  return traceparent === undefined ? {} : { traceparent };
}

/** Says which job a request is about; gives the job. */
export function concerns<Concerned extends TracedJob>({ trace }: FastifyRequest, job: Concerned): Concerned {
  if (trace !== null) trace.job = job;
  return job;
}

function mayChange(request: FastifyRequest): boolean {
  return isChanging(request) && request.routeOptions.config.changesNothing !== true;
}

function endTrace(
  tracing: Tracing,
  request: FastifyRequest,
  { span: early, job }: RequestTrace,
  reply: FastifyReply,
): void {
  const ofJob = job && tracing.traceparentOf(job);
  const span = early ?? startSpan(tracing, request, ofJob, new Date(Date.now() - reply.elapsedTime));
  if (early !== undefined) span.link(ofJob);
  span.set({
    'http.response.status_code': reply.statusCode,
    ...(job === undefined ? {} : { 'regpipe.job.id': job.id }),
  });
  if (reply.statusCode >= 500) span.fail(`HTTP ${reply.statusCode}`);
  span.end();
}

function startSpan(
  tracing: Tracing,
  request: FastifyRequest,
  parent: string | undefined,
  startedAt?: Date,
): Span {
  const route = request.routeOptions.url ?? '';
  return tracing.start(`${request.method} ${route}`, {
    parent,
    kind: 'server',
    attributes: {
      'http.request.method': request.method,
      'http.route': route,
      ...(request.identity === null ? {} : { 'enduser.id': request.identity.name }),
    },
    ...(startedAt === undefined ? {} : { startedAt }),
  });
}
