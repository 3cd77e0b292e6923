import { describe, expect, test } from 'vitest';

import { SERVICE_NAMES } from './services.ts';
import { TOPIC_ARN } from '../../testing/test-network.ts';
import { resource, synthesiseRuntime } from './testing/synthesise-runtime.ts';

const stack = synthesiseRuntime();

describe.each(SERVICE_NAMES)('%s', (name) => {
  const dimensions = {
    ClusterName: '${aws_ecs_cluster.cluster.name}',
    ServiceName: `\${aws_ecs_service.${name}-service.name}`,
  };

  test.each([
    ['cpu', 'CPUUtilization', 70],
    ['memory', 'MemoryUtilization', 80],
  ])('has an alarm on its %s', (kind, metric, percent) => {
    expect(resource(stack, 'aws_cloudwatch_metric_alarm', `${name}-${kind}-alarm`)).toMatchObject({
      namespace: 'AWS/ECS',
      metric_name: metric,
      dimensions,
      threshold: percent,
      comparison_operator: 'GreaterThanThreshold',
    });
  });

  test('has an alarm on tasks that are missing', () => {
    const count = (id: string, metric: string) => ({
      id,
      return_data: false,
      metric: { namespace: 'ECS/ContainerInsights', metric_name: metric, dimensions },
    });
    expect(resource(stack, 'aws_cloudwatch_metric_alarm', `${name}-tasks-alarm`)).toMatchObject({
      threshold: 0,
      comparison_operator: 'GreaterThanThreshold',
      metric_query: [
        count('desired', 'DesiredTaskCount'),
        count('running', 'RunningTaskCount'),
        { expression: 'desired - running', return_data: true },
      ],
    });
  });
});

test('every alarm tells the topic, also when it is over', () => {
  for (const alarm of Object.values(stack.resources('aws_cloudwatch_metric_alarm'))) {
    expect(alarm).toMatchObject({ alarm_actions: [TOPIC_ARN], ok_actions: [TOPIC_ARN] });
  }
});
