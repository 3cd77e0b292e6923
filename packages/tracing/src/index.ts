export { chunkAttributes, jobAttributes, type OfJob } from './attributes.ts';
export { chunkTraceparent } from './chunk-traceparent.ts';
export { inSpan } from './in-span.ts';
export { NO_TRACING } from './no-tracing.ts';
export {
  type Collector,
  openTracing,
  type SamplerName,
  SAMPLERS,
  type TracingLog,
  type TracingOptions,
} from './open-tracing.ts';
export { type StepOptions, Steps } from './steps.ts';
export type { Attributes, EndedJob, Span, SpanOptions, TracedJob, Tracing } from './tracing.ts';
