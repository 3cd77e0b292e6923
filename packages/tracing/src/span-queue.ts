import { TraceFlags } from '@opentelemetry/api';
import { BatchSpanProcessor, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace';

import type { TracingOptions } from './open-tracing.ts';

/** A loader at work ends some three hundred a second, and they are sent when 512 wait. */
const MOST_WAITING = 2_048;

/** Keeps ended spans until they are sent in batches; those that find it full are lost, and counted. */
export function createSpanQueue(exporter: SpanExporter, onSpans: TracingOptions['onSpans']): SpanProcessor {
  let waiting = 0;
  const batches = new BatchSpanProcessor({
    maxQueueSize: MOST_WAITING,
    exporter: {
      ...exporter,
      export: (spans, done) => {
        waiting -= spans.length;
        exporter.export(spans, done);
      },
    },
  });
  return {
    onStart: (span, context) => batches.onStart(span, context),
    onEnd: (span) => {
      const sampled = (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
      if (sampled && waiting >= MOST_WAITING) onSpans('lost', 1);
      else if (sampled) waiting += 1;
      batches.onEnd(span);
    },
    forceFlush: () => batches.forceFlush(),
    shutdown: () => batches.shutdown(),
  };
}
