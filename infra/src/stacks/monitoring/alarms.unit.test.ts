import { expect, test } from 'vitest';

import { METRICS } from '../../metrics/metrics.ts';
import { producedMetrics } from '../../testing/produced-metrics.ts';
import type { Block } from '../../testing/synthesise.ts';
import { synthesiseMonitoring } from './testing/synthesise-monitoring.ts';

const stack = synthesiseMonitoring();
const alarms = Object.values(stack.resources('aws_cloudwatch_metric_alarm'));

function alarm(name: string): Block | undefined {
  return alarms.find((found) => found['alarm_name'] === `etl-log-demo-${name}`);
}

test('every alarm looks at a metric that a filter of the log group produces', () => {
  const produced = producedMetrics(stack);
  expect(alarms).toHaveLength(5);
  for (const { namespace, metric_name } of alarms)
    expect(produced).toContain(`${String(namespace)}/${String(metric_name)}`);
  for (const filter of Object.values(stack.resources('aws_cloudwatch_log_metric_filter')))
    expect(filter['log_group_name']).toBe('${aws_cloudwatch_log_group.logs.name}');
});

test('what happened is added up, what is measured is looked at by its highest', () => {
  for (const { metric_name, statistic } of alarms) {
    const { kind } = METRICS[metric_name as keyof typeof METRICS];
    expect(statistic).toBe(kind === 'sum' ? 'Sum' : 'Maximum');
  }
});

test('five errors in five minutes are too many', () => {
  expect(alarm('high-error-count')).toMatchObject({
    ...{ metric_name: 'ErrorCount', threshold: 5, period: 300, evaluation_periods: 1 },
    ...{ comparison_operator: 'GreaterThanOrEqualToThreshold', treat_missing_data: 'notBreaching' },
  });
});

test('one failed job in a minute is one too many', () => {
  expect(alarm('etl-failed')).toMatchObject({
    ...{ metric_name: 'ETLFailed', threshold: 1, period: 60, evaluation_periods: 1 },
    ...{ comparison_operator: 'GreaterThanOrEqualToThreshold', treat_missing_data: 'notBreaching' },
  });
});

test('data that nobody has verified for 26 hours is stale, and so is data of which nobody says how old it is', () => {
  expect(alarm('stale-publication')).toMatchObject({
    ...{ metric_name: 'VerifiedAge', threshold: 93_600, period: 300, evaluation_periods: 3 },
    ...{ comparison_operator: 'GreaterThanThreshold', treat_missing_data: 'breaching' },
  });
});

test('a dead letter is one too many, and stays one while nobody counts', () => {
  expect(alarm('dead-letters')).toMatchObject({
    ...{ metric_name: 'DeadLetters', threshold: 1, period: 300, evaluation_periods: 1 },
    ...{ comparison_operator: 'GreaterThanOrEqualToThreshold', treat_missing_data: 'ignore' },
  });
});

test('commands that wait for minutes are a lag, and stay one while nobody counts', () => {
  expect(alarm('command-backlog')).toMatchObject({
    ...{ metric_name: 'CommandBacklog', threshold: 5_000, period: 60 },
    ...{ evaluation_periods: 5, datapoints_to_alarm: 4 },
    ...{ comparison_operator: 'GreaterThanThreshold', treat_missing_data: 'ignore' },
  });
});

test('the topic hears of every alarm, and of the end of all but failed jobs, which a quiet minute does not repair', () => {
  const topic = ['${aws_sns_topic.topic.arn}'];
  for (const { alarm_actions } of alarms) expect(alarm_actions).toEqual(topic);
  for (const name of ['high-error-count', 'stale-publication', 'dead-letters', 'command-backlog'])
    expect(alarm(name)).toMatchObject({ ok_actions: topic });
  expect(alarm('etl-failed')).toMatchObject({ ok_actions: [] });
});

test('each says what to do', () => {
  for (const { alarm_description } of alarms)
    expect(alarm_description).toMatch(/\.\/run [a-z]+ |docs\/[a-z-]+\.md/);
});
