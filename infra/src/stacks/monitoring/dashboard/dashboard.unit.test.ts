import { expect, test } from 'vitest';

import { METRIC_NAMES } from '../../../metrics/metrics.ts';
import { producedMetrics } from '../../../testing/produced-metrics.ts';
import { synthesiseMonitoring } from '../testing/synthesise-monitoring.ts';
import type { PlacedWidget } from './lay-out.ts';

const stack = synthesiseMonitoring({ project: 'demo' });
const dashboard = stack.only('aws_cloudwatch_dashboard');
const { widgets } = JSON.parse(String(dashboard['dashboard_body'])) as { widgets: readonly PlacedWidget[] };

type DrawnMetric = readonly [string, string, { readonly stat: string }];

function ofType(type: PlacedWidget['type']): readonly PlacedWidget[] {
  return widgets.filter((widget) => widget.type === type);
}

test('it shows what is counted: every metric, as the filters produce it', () => {
  const drawn = ofType('metric').flatMap(({ properties }) => properties['metrics'] as readonly DrawnMetric[]);
  expect(drawn.map(([namespace, name]) => `${namespace}/${name}`).toSorted()).toEqual(
    producedMetrics(stack).toSorted(),
  );
  expect(new Set(drawn.map(([, name]) => name))).toEqual(new Set(METRIC_NAMES));
});

test('completed jobs stand against failed ones, and levels against what is too much', () => {
  const graphs = ofType('metric').map(({ properties }) => properties);
  const namesOf = (metrics: unknown) => (metrics as readonly DrawnMetric[]).map(([, name]) => name);
  expect(graphs.map(({ metrics }) => namesOf(metrics))).toEqual([
    ['ErrorCount'],
    ['ETLCompleted', 'ETLFailed'],
    ['RecordsProcessed', 'RecordsRejected'],
    ['PublicationAge', 'VerifiedAge'],
    ['RawBacklog', 'CleanBacklog', 'DeadLetters'],
    ['CommandBacklog'],
  ]);
  const marks = [
    { graph: 3, alarm: 'stale-publication', label: 'stale' },
    { graph: 5, alarm: 'command-backlog', label: 'a lag' },
  ];
  for (const { graph, alarm, label } of marks) {
    const { threshold } = stack.resources('aws_cloudwatch_metric_alarm')[`${alarm}-alarm`] ?? {};
    expect(graphs[graph]?.['annotations']).toEqual({ horizontal: [{ value: threshold, label }] });
  }
  for (const { region } of graphs) expect(region).toBe('ap-northeast-1');
});

test('it shows the state of every alarm', () => {
  const names = Object.keys(stack.resources('aws_cloudwatch_metric_alarm'));
  const shown = ofType('alarm').flatMap(({ properties }) => properties['alarms'] as readonly string[]);
  expect(shown.toSorted()).toEqual(names.map((name) => `\${aws_cloudwatch_metric_alarm.${name}.arn}`).sort());
});

test('it has a title, and the newest lines of the log group', () => {
  expect(ofType('text')[0]?.properties['markdown']).toMatch(/^# demo\n/);
  expect(ofType('log')[0]?.properties['query']).toMatch(
    /^SOURCE '\$\{aws_cloudwatch_log_group\.logs\.name\}' \| fields @timestamp, .* \| sort @timestamp desc \| limit 50$/,
  );
});

test('no widget lies on another, or outside of the grid', () => {
  for (const [n, one] of widgets.entries()) {
    expect(one.x + one.width).toBeLessThanOrEqual(24);
    for (const other of widgets.slice(n + 1)) {
      const beside = one.x + one.width <= other.x || other.x + other.width <= one.x;
      expect(beside || one.y + one.height <= other.y).toBe(true);
    }
  }
});

test('its address is told', () => {
  expect(dashboard['dashboard_name']).toBe('demo-overview');
  expect(stack.outputs['dashboard_url']).toEqual({
    value:
      'https://ap-northeast-1.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-1' +
      '#dashboards/dashboard/${aws_cloudwatch_dashboard.dashboard.dashboard_name}',
  });
});
