import { type Span as OtelSpan, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { errorMessage, formatTraceparent, parseTraceparent, RegpipeError } from '@regpipe/contracts';

import { toSpanContext } from './to-span-context.ts';
import type { Span } from './tracing.ts';

/** A span of the SDK as ours. */
export function wrapSpan(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  const sampled = (traceFlags & TraceFlags.SAMPLED) !== 0;
  let ended = false;
  return {
    traceparent: formatTraceparent({ traceId, spanId, sampled }),
    isRecorded: span.isRecording(),
    set: (attributes) => span.setAttributes({ ...attributes }),
    link: (traceparent) => {
      const context = parseTraceparent(traceparent);
      if (context !== undefined) span.addLink({ context: toSpanContext(context) });
    },
    fail: (error) => {
      const message = errorMessage(error);
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      if (error instanceof RegpipeError) span.setAttribute('error.type', error.code);
    },
    end: (at) => {
      if (ended) return;
      ended = true;
      span.end(at);
    },
  };
}
