import type { Headers } from './chunk.ts';

/*
 * How a trace goes from process to process: the header `traceparent` of W3C Trace Context, in HTTP requests and in the
 * NATS headers of commands, chunks and events. To whoever only passes it on it is a string.
 */

/** Its name in HTTP and in NATS, where case counts. */
export const TRACEPARENT = 'traceparent';

/** A span, as others refer to it. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Whether it is recorded, and so what follows from it is to be. */
  readonly sampled: boolean;
}

const FORMAT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const SAMPLED = 1;

/** Undefined for a text that is none: a broken header is to be treated like a missing one. */
export function parseTraceparent(text: string | undefined): TraceContext | undefined {
  const [, traceId, spanId, flags, more] = FORMAT.exec(text ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  // Later versions may say more behind the flags, this one may not.
  if (more !== undefined && text?.startsWith('00-') === true) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED };
}

export function formatTraceparent({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

/** The headers of a message that follows from a span; none where there is none. */
export function traceHeaders(traceparent: string | undefined): Headers {
  return traceparent === undefined ? {} : { [TRACEPARENT]: traceparent };
}
