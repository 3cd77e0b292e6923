import { hostname } from 'node:os';

import { type Collector, type SamplerName, SAMPLERS, type TracingOptions } from '@regpipe/tracing';
import { z } from 'zod';

import { type Secret, secret } from './secret.ts';
import { SHORTEST_SECRET } from './secrets-of.ts';
import { VERSION } from './version.ts';
import { wholeNumber } from './whole-number.ts';

const address = z.url({ protocol: /^https?$/ });

/**
 * The variables by which OpenTelemetry is set up everywhere. Spans are sent over HTTP as JSON, whatever
 * OTEL_EXPORTER_OTLP_PROTOCOL says: every collector takes that on the port for HTTP.
 */
export const tracingSettingsSchema = z.object({
  OTEL_SDK_DISABLED: z.stringbool().default(false),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none']).default('otlp'),
  /** Of a collector; spans go to `/v1/traces` there. Without it nothing is recorded. */
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  /** The whole address for spans, instead. */
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address.optional(),
  /** `name=value`, separated by commas, percent-encoded; they may hold the key to a collector. */
  OTEL_EXPORTER_OTLP_HEADERS: secret(
    z.string().refine((text) => readPairs(text) !== undefined, 'must be name=value, separated by commas'),
  ).optional(),
  OTEL_EXPORTER_OTLP_TIMEOUT: wholeNumber(1).default(10_000),
  OTEL_SERVICE_NAME: z.string().optional(),
  /** `name=value`, separated by commas, percent-encoded: on each span, for instance deployment.environment.name. */
  OTEL_RESOURCE_ATTRIBUTES: z
    .string()
    .default('')
    .transform((text, context) => {
      const pairs = readPairs(text);
      if (pairs !== undefined) return pairs;
      context.addIssue('must be name=value, separated by commas');
      return z.NEVER;
    }),
  OTEL_TRACES_SAMPLER: z.enum(SAMPLERS).default('parentbased_always_on'),
  /** The share of jobs, 0 to 1, for the samplers by trace id. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
});

export interface TracingSettings {
  readonly OTEL_SDK_DISABLED: boolean;
  readonly OTEL_TRACES_EXPORTER: 'otlp' | 'none';
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_HEADERS?: Secret | undefined;
  readonly OTEL_EXPORTER_OTLP_TIMEOUT: number;
  readonly OTEL_SERVICE_NAME?: string | undefined;
  readonly OTEL_RESOURCE_ATTRIBUTES: Readonly<Record<string, string>>;
  readonly OTEL_TRACES_SAMPLER: SamplerName;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
}

/** What the settings ask of tracing in a service. */
export function tracingOptions(
  settings: TracingSettings,
  service: string,
): Omit<TracingOptions, 'log' | 'onSpans'> {
  return {
    collector: collectorOf(settings),
    serviceName: settings.OTEL_SERVICE_NAME ?? `regpipe-${service}`,
    resource: {
      'service.namespace': 'regpipe',
      'service.version': VERSION,
      'service.instance.id': `${hostname()}.${process.pid}`,
      ...settings.OTEL_RESOURCE_ATTRIBUTES,
    },
    sampler: settings.OTEL_TRACES_SAMPLER,
    ratio: settings.OTEL_TRACES_SAMPLER_ARG,
  };
}

function collectorOf(settings: TracingSettings): Collector | undefined {
  if (settings.OTEL_SDK_DISABLED || settings.OTEL_TRACES_EXPORTER === 'none') return undefined;
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole } = settings;
  const url = whole ?? (base === undefined ? undefined : `${base.replace(/\/+$/, '')}/v1/traces`);
  if (url === undefined) return undefined;
  return { url, headers: headersOf(settings), timeoutMs: settings.OTEL_EXPORTER_OTLP_TIMEOUT };
}

/** What of the settings must not stand in a log, beside what is secret as a whole. */
export function tracingSecrets(settings: TracingSettings): string[] {
  return Object.values(headersOf(settings)).filter((value) => value.length >= SHORTEST_SECRET);
}

function headersOf({ OTEL_EXPORTER_OTLP_HEADERS: headers }: TracingSettings): Record<string, string> {
  return (headers && readPairs(headers.reveal())) ?? {};
}

/** Undefined for a text that is no list of pairs. */
function readPairs(text: string): Record<string, string> | undefined {
  const pairs: [string, string][] = [];
  for (const pair of text.split(',').map((piece) => piece.trim())) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const value = decode(pair.slice(at + 1).trim());
    if (at < 1 || value === undefined) return undefined;
    pairs.push([pair.slice(0, at).trim(), value]);
  }
  return Object.fromEntries(pairs);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
