import { type SpanContext, TraceFlags } from '@opentelemetry/api';
import type { TraceContext } from '@regpipe/contracts';

/** A span of another process, as the SDK refers to it. */
export function toSpanContext({ traceId, spanId, sampled }: TraceContext): SpanContext {
  return { traceId, spanId, traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true };
}
