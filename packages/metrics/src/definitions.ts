import { PROCESS_METRICS } from './process-metrics.ts';
import { SYSTEM_METRICS } from './system-metrics.ts';

/** Every metric of regpipe by its name. Those that prom-client adds of the process itself are not among them. */
export const METRICS = { ...PROCESS_METRICS, ...SYSTEM_METRICS };

export type MetricName = keyof typeof METRICS;

/** The names of all metrics of a type. */
export type NameOf<T extends 'counter' | 'gauge' | 'histogram'> = {
  [N in MetricName]: (typeof METRICS)[N]['type'] extends T ? N : never;
}[MetricName];

/** The labels of a metric, each with a value. */
export type LabelsOf<N extends MetricName> = Readonly<Record<(typeof METRICS)[N]['labels'][number], string>>;
