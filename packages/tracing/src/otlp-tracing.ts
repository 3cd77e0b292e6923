import {
  type Attributes as OtelAttributes,
  type Context,
  type Link,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { SamplingDecision, TracerProvider } from '@opentelemetry/sdk-trace';
import { formatTraceparent, parseTraceparent, type TraceContext } from '@regpipe/contracts';

import type { Collector, TracingOptions } from './open-tracing.ts';
import { PresetIds } from './preset-ids.ts';
import { createExporter } from './reporting-exporter.ts';
import { createSampler } from './sampler.ts';
import { createSpanQueue } from './span-queue.ts';
import { toSpanContext } from './to-span-context.ts';
import { traceOfJob } from './trace-of-job.ts';
import type { EndedJob, SpanOptions, TracedJob, Tracing } from './tracing.ts';
import { wrapSpan } from './wrap-span.ts';

/** Of the nine seconds that a service has to end. */
const CLOSE_LIMIT_MS = 2_000;

const KINDS = { server: SpanKind.SERVER, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER };

export type OtlpOptions = TracingOptions & { readonly collector: Collector };

/**
 * Tracing with the SDK of OpenTelemetry. Spans wait in memory, 2,048 at most, and are sent in batches of up to 512 every
 * five seconds, or as soon as a batch is full; what a collector does not take is lost. Nothing of it is global: contexts
 * are handed from function to function as traceparents.
 */
export function createOtlpTracing(options: OtlpOptions): Tracing {
  const sampler = createSampler(options.sampler, options.ratio);
  const ids = new PresetIds();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ ...options.resource, 'service.name': options.serviceName }),
    sampler,
    idGenerator: ids,
    spanProcessors: [createSpanQueue(createExporter(options), options.onSpans)],
  });
  const tracer = provider.getTracer('regpipe');

  const contextOf = (job: TracedJob): TraceContext => {
    const ofJob = traceOfJob(job);
    const { decision } = sampler.shouldSample(ROOT_CONTEXT, ofJob.traceId, 'job', SpanKind.INTERNAL, {}, []);
    return { ...ofJob, sampled: decision === SamplingDecision.RECORD_AND_SAMPLED };
  };

  return {
    isOn: true,
    start: (name, spanOptions = {}) =>
      wrapSpan(tracer.startSpan(name, toOtel(spanOptions), parentContext(spanOptions.parent))),
    traceparentOf: (job) => formatTraceparent(contextOf(job)),
    recordJob: (job, ended) => {
      const span = ids.preset(traceOfJob(job), () =>
        tracer.startSpan('job', { ...jobOptions(job, ended), root: true }, ROOT_CONTEXT),
      );
      if (ended.error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: ended.error });
      span.end(ended.endedAt);
    },
    close: () => within(CLOSE_LIMIT_MS, provider.shutdown()),
  };

  /** An attempt begins where the one before has ended: that is a trace of its own. */
  function jobOptions(job: TracedJob, { startedAt, attributes }: EndedJob) {
    const links = job.attempt === 1 ? [] : [toLink(contextOf({ ...job, attempt: job.attempt - 1 }))];
    return { startTime: startedAt, attributes: toAttributes(attributes), links };
  }
}

function toOtel({ kind, attributes, links = [], startedAt }: SpanOptions) {
  return {
    ...(kind === undefined ? {} : { kind: KINDS[kind] }),
    ...(attributes === undefined ? {} : { attributes: toAttributes(attributes) }),
    ...(startedAt === undefined ? {} : { startTime: startedAt }),
    links: links.flatMap((traceparent) => {
      const context = parseTraceparent(traceparent);
      return context === undefined ? [] : [toLink(context)];
    }),
  };
}

function toAttributes(attributes: Readonly<OtelAttributes>): OtelAttributes {
  return { ...attributes };
}

function parentContext(traceparent: string | undefined): Context {
  const parent = parseTraceparent(traceparent);
  return parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, toSpanContext(parent));
}

function toLink(context: TraceContext): Link {
  return { context: toSpanContext(context) };
}

/** A collector that is away must not hold up the end of a service; what is not sent by then is lost. */
async function within(limitMs: number, work: Promise<void>): Promise<void> {
  const { promise: tooLate, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, limitMs);
  try {
    await Promise.race([work.catch(() => undefined), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
