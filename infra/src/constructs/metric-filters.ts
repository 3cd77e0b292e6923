import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter/index.js';

import { metricOf } from '../metrics/metric-of.ts';
import { type Metric, METRIC_NAMES, METRICS } from '../metrics/metrics.ts';
import type { ProjectStack } from './project-stack.ts';

export interface MetricFiltersOptions {
  /** In front of the ids of the filters, unique in the stack. */
  readonly id: string;
  /** The log group's name; best the attribute of its resource, so that it is there before its filters. */
  readonly group: string;
}

/**
 * Counts every metric of the project in a log group. The filters of several groups add to the same metrics, whose number
 * is what costs.
 */
export function addMetricFilters(stack: ProjectStack, { id, group }: MetricFiltersOptions): void {
  for (const metricName of METRIC_NAMES) {
    const { pattern, value, unit, kind }: Metric = METRICS[metricName];
    const name = kebab(metricName);
    new CloudwatchLogMetricFilter(stack, `${id}-${name}`, {
      name: stack.named(name),
      logGroupName: group,
      pattern,
      metricTransformation: {
        name: metricName,
        namespace: metricOf(stack.settings.project, metricName).namespace,
        value,
        unit,
        // In a minute in which lines came and none matched, nothing happened. Of a level, such a minute says nothing.
        ...(kind === 'sum' ? { defaultValue: '0' } : {}),
      },
    });
  }
}

/** `etl-completed` of `ETLCompleted`. */
function kebab(name: string): string {
  return name.replaceAll(/(?<=.)(?=[A-Z][a-z])/g, '-').toLowerCase();
}
