import type { App } from 'cdktf';
import { expect, test } from 'vitest';

import { METRIC_NAMES, type MetricName, METRICS } from '../metrics/metrics.ts';
import { synthesise } from '../testing/synthesise.ts';
import { testSettings } from '../testing/test-settings.ts';
import { addMetricFilters } from './metric-filters.ts';
import { ProjectStack } from './project-stack.ts';

class TwoGroups extends ProjectStack {
  constructor(app: App) {
    super(app, 'groups', testSettings({ project: 'demo' }));
    addMetricFilters(this, { id: 'loader', group: '/ecs/demo-loader' });
    addMetricFilters(this, { id: 'gateway', group: '/ecs/demo-gateway' });
  }
}

interface Filter {
  readonly name: string;
  readonly log_group_name: string;
  readonly pattern: string;
  readonly metric_transformation: Readonly<Record<string, string>> & { readonly name: MetricName };
}

function filters(): readonly Filter[] {
  const stack = synthesise((app) => new TwoGroups(app)).get('groups');
  return Object.values(stack?.resources('aws_cloudwatch_log_metric_filter') ?? {}) as unknown as Filter[];
}

test('each group has a filter for each metric, named after it', () => {
  for (const group of ['/ecs/demo-loader', '/ecs/demo-gateway']) {
    const own = filters().filter((filter) => filter.log_group_name === group);
    expect(own.map(({ metric_transformation: { name } }) => name).sort()).toEqual([...METRIC_NAMES].sort());
    for (const { pattern, metric_transformation: metric } of own) {
      expect(pattern).toBe(METRICS[metric.name].pattern);
      expect(metric).toMatchObject({ namespace: 'demo' });
    }
    const names = own.map(({ name }) => name);
    expect(new Set(names).size).toBe(METRIC_NAMES.length);
    expect(names).toEqual(
      expect.arrayContaining(['demo-error-count', 'demo-etl-failed', 'demo-raw-backlog']),
    );
  }
});

test('where nothing happened is a zero, where nothing was measured is nothing', () => {
  for (const { metric_transformation } of filters()) {
    const { name, value, unit, default_value } = metric_transformation;
    const metric = METRICS[name];
    expect({ value, unit }).toEqual({ value: metric.value, unit: metric.unit });
    expect(default_value).toBe(metric.kind === 'sum' ? '0' : undefined);
  }
});

// CloudWatch refuses a default value together with dimensions; and each value of a dimension is paid for as a metric.
test('no filter has dimensions', () => {
  for (const { metric_transformation } of filters())
    expect(metric_transformation).not.toHaveProperty('dimensions');
});
