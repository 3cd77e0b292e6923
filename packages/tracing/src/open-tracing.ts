import { NO_TRACING } from './no-tracing.ts';
import type { Attributes, Tracing } from './tracing.ts';

export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type SamplerName = (typeof SAMPLERS)[number];

/** The part of a pino logger that tracing uses. */
export interface TracingLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface Collector {
  /** Where spans are sent, as OTLP/HTTP with JSON. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export interface TracingOptions {
  /** Undefined: nothing is recorded, and the SDK not even loaded. */
  readonly collector: Collector | undefined;
  readonly serviceName: string;
  /** Of the process, on each of its spans. */
  readonly resource: Attributes;
  readonly sampler: SamplerName;
  /** For the samplers by trace id: the share of traces to record, 0 to 1. */
  readonly ratio: number;
  readonly log: TracingLog;
  /** Told how many spans were exported, or were lost on the way. */
  readonly onSpans: (outcome: 'exported' | 'lost', spans: number) => void;
}

/** Tracing as the settings ask for it. Connects to nothing yet. */
export async function openTracing(options: TracingOptions): Promise<Tracing> {
  const { collector } = options;
  if (collector === undefined) return NO_TRACING;
  // Most installations have no collector, and need not load an SDK for one.
  const { createOtlpTracing } = await import('./otlp-tracing.ts');
  return createOtlpTracing({ ...options, collector });
}
