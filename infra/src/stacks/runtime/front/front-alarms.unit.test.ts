import { describe, expect, test } from 'vitest';

import { FRONT_SERVICES, FRONTS } from './fronts.ts';
import { synthesiseFront, TOPIC_ARN } from './testing/front-stack.ts';

const alarms = synthesiseFront().resources('aws_cloudwatch_metric_alarm');
const BALANCER = '${aws_lb.load-balancer.arn_suffix}';

interface MetricQuery {
  readonly id: string;
  readonly expression?: string;
  readonly return_data: boolean;
  readonly metric?: { readonly metric_name: string; readonly dimensions: Readonly<Record<string, string>> };
}

/** What an alarm counts in percent: the metrics with their dimensions. */
function countedBy(name: string): readonly NonNullable<MetricQuery['metric']>[] {
  const queries = alarms[`${name}-alarm`]?.['metric_query'] as readonly MetricQuery[];
  expect(queries.filter((query) => query.return_data).map(({ id }) => id)).toEqual(['percent']);
  // Every name in an expression is that of a query.
  const ids = new Set(queries.map(({ id }) => id));
  for (const { expression = '' } of queries)
    for (const [word] of expression.matchAll(/\b[a-z_]+\b/g)) expect(ids).toContain(word);
  return queries.flatMap(({ metric }) => metric ?? []);
}

test('nothing else is watched of the load balancer', () => {
  const kinds = ['5xx', 'none-healthy', 'slow', 'unhealthy'];
  const expected = FRONT_SERVICES.flatMap((service) => kinds.map((kind) => `${service}-${kind}-alarm`));
  expect(Object.keys(alarms).sort()).toEqual([...expected, 'load-balancer-5xx-alarm'].sort());
});

describe.each(FRONT_SERVICES)('%s', (service) => {
  const dimensions = {
    LoadBalancer: BALANCER,
    TargetGroup: `\${aws_lb_target_group.${service}-targets.arn_suffix}`,
  };

  test('has an alarm on more than one percent of failures, of its own', () => {
    expect(alarms[`${service}-5xx-alarm`]).toMatchObject({
      threshold: 1,
      comparison_operator: 'GreaterThanThreshold',
    });
    expect(countedBy(`${service}-5xx`)).toMatchObject([
      { metric_name: 'RequestCount', dimensions },
      { metric_name: 'HTTPCode_Target_5XX_Count', dimensions },
    ]);
  });

  test('has alarms on slow answers and on tasks that do not answer', () => {
    expect(alarms[`${service}-slow-alarm`]).toMatchObject({
      ...{ metric_name: 'TargetResponseTime', dimensions, threshold: 0.1 },
      extended_statistic: FRONTS[service].quick,
    });
    expect(alarms[`${service}-unhealthy-alarm`]).toMatchObject({
      ...{ metric_name: 'UnHealthyHostCount', dimensions, threshold: 0 },
    });
    expect(alarms[`${service}-none-healthy-alarm`]).toMatchObject({
      ...{ metric_name: 'HealthyHostCount', dimensions, threshold: 1, treat_missing_data: 'breaching' },
    });
  });
});

test('of the query service not one answer in a hundred is slow', () => {
  expect(FRONTS.query.quick).toBe('p99');
});

test('what the load balancer fails at by itself is an alarm, too', () => {
  const dimensions = { LoadBalancer: BALANCER };
  expect(countedBy('load-balancer-5xx')).toMatchObject([
    { metric_name: 'RequestCount', dimensions },
    { metric_name: 'HTTPCode_ELB_5XX_Count', dimensions },
  ]);
});

test('each is heard of, and says what to look at', () => {
  for (const alarm of Object.values(alarms)) {
    expect(alarm).toMatchObject({ alarm_actions: [TOPIC_ARN], ok_actions: [TOPIC_ARN] });
    expect(alarm['alarm_description']).toMatch(/\blook (at|for|whether) /i);
  }
});
