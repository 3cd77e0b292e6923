import { type Metric, type MetricName, METRICS } from './metrics.ts';

/** A metric as alarms, widgets and scaling policies name it. */
export interface MetricReference {
  readonly namespace: string;
  readonly metricName: MetricName;
  readonly statistic: 'Sum' | 'Maximum';
}

export function metricOf(project: string, metricName: MetricName): MetricReference {
  const { kind }: Metric = METRICS[metricName];
  return { namespace: project, metricName, statistic: kind === 'sum' ? 'Sum' : 'Maximum' };
}
