import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

import type { SamplerName } from './open-tracing.ts';

const PARENT_BASED = 'parentbased_';

/** The sampler of a name of OTEL_TRACES_SAMPLER. Whoever begins a trace decides; those based on the parent obey. */
export function createSampler(name: SamplerName, ratio: number): Sampler {
  const root = createRoot(name.replace(PARENT_BASED, ''), ratio);
  return name.startsWith(PARENT_BASED) ? new ParentBasedSampler({ root }) : root;
}

function createRoot(name: string, ratio: number): Sampler {
  if (name === 'always_off') return new AlwaysOffSampler();
  return name === 'traceidratio' ? new TraceIdRatioBasedSampler(ratio) : new AlwaysOnSampler();
}
