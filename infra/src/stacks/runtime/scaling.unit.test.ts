import { STREAMS } from '@regpipe/contracts';
import { describe, expect, test } from 'vitest';

import { COMMANDS_WAITING } from '../monitoring/alarms.ts';
import { type Service, SERVICE_NAMES, SERVICES } from './services.ts';
import { resource, synthesiseRuntime } from './testing/synthesise-runtime.ts';

const stack = synthesiseRuntime();
const CLUSTER = '${aws_ecs_cluster.cluster.name}';

const scaled = SERVICE_NAMES.flatMap((name) => {
  const { scaling } = SERVICES[name];
  return scaling === undefined ? [] : [{ name, ...scaling }];
});
const byBacklog = scaled.flatMap(({ name, most, by }) =>
  by.flatMap((measure) =>
    typeof measure === 'object' && 'metric' in measure ? [{ name, most, ...measure }] : [],
  ),
);

/** By what a service scales, and from where on. */
function trackingOf(name: Service, kind: 'cpu' | 'requests' | 'backlog'): Readonly<Record<string, unknown>> {
  const policy = resource(stack, 'aws_appautoscaling_policy', `${name}-by-${kind}`);
  expect(policy['policy_type']).toBe('TargetTrackingScaling');
  expect(policy['resource_id']).toBe(`\${aws_appautoscaling_target.${name}-scaling.resource_id}`);
  return policy['target_tracking_scaling_policy_configuration'] as Readonly<Record<string, unknown>>;
}

test('those scale whose work can become more, each by what it is measured by', () => {
  expect(scaled.map(({ name }) => name).sort()).toEqual([
    'gateway',
    'loader',
    'projector',
    'query',
    'transformer',
  ] satisfies Service[]);
  expect(Object.keys(stack.resources('aws_appautoscaling_target'))).toHaveLength(scaled.length);
  expect(Object.keys(stack.resources('aws_appautoscaling_policy')).sort()).toEqual([
    ...['gateway-by-cpu', 'loader-by-backlog', 'projector-by-backlog', 'query-by-cpu', 'query-by-requests'],
    'transformer-by-backlog',
  ]);
});

test.each(scaled)('$name scales its own service within its limits', ({ name, least, most }) => {
  expect(resource(stack, 'aws_appautoscaling_target', `${name}-scaling`)).toMatchObject({
    resource_id: `service/${CLUSTER}/\${aws_ecs_service.${name}-service.name}`,
    min_capacity: least,
    max_capacity: most,
  });
});

test.each(['gateway', 'query'] as const)('the %s scales by its CPU, at 70 %%', (name) => {
  expect(trackingOf(name, 'cpu')).toMatchObject({
    target_value: 70,
    predefined_metric_specification: { predefined_metric_type: 'ECSServiceAverageCPUUtilization' },
  });
});

test('the query service also scales by what its own target group is asked in a minute', () => {
  expect(trackingOf('query', 'requests')).toMatchObject({
    target_value: 200 * 60,
    predefined_metric_specification: {
      predefined_metric_type: 'ALBRequestCountPerTarget',
      resource_label: '${aws_lb.load-balancer.arn_suffix}/${aws_lb_target_group.query-targets.arn_suffix}',
    },
  });
});

describe.each(byBacklog)('$name', ({ name, metric }) => {
  test('scales by what waits for each of its tasks that runs', () => {
    expect(trackingOf(name, 'backlog')['customized_metric_specification']).toMatchObject({
      metrics: [
        {
          id: 'backlog',
          metric_stat: { stat: 'Maximum', metric: { namespace: 'etl-log-demo', metric_name: metric } },
          return_data: false,
        },
        {
          id: 'tasks',
          metric_stat: {
            metric: {
              namespace: 'ECS/ContainerInsights',
              metric_name: 'RunningTaskCount',
              dimensions: [
                { name: 'ClusterName', value: CLUSTER },
                { name: 'ServiceName', value: `\${aws_ecs_service.${name}-service.name}` },
              ],
            },
          },
          return_data: false,
        },
        { expression: 'backlog / tasks', return_data: true },
      ],
    });
  });
});

describe.each(byBacklog.filter(({ perTask }) => perTask === undefined))('$name', ({ name, most, stream }) => {
  test('asks for all its tasks when its stream is filled as far as it may be, and not before', () => {
    const { maxBytes = 0 } = STREAMS.find((candidate) => candidate.name === stream) ?? {};
    // Queues with replicas are filled to half.
    const tasksOfFilled = maxBytes / 2 / (128 * 1024) / Number(trackingOf(name, 'backlog')['target_value']);
    expect(tasksOfFilled).toBeGreaterThanOrEqual(most);
    expect(tasksOfFilled).toBeLessThan(most + 0.2);
  });
});

test('a second projector comes long before commands that wait are an alarm', () => {
  const { scaling } = SERVICES.projector;
  const target = Number(trackingOf('projector', 'backlog')['target_value']);
  expect(target).toBeLessThan(COMMANDS_WAITING);
  expect(scaling?.most).toBe(2);
});

test('the cluster counts its tasks, which scaling and alarms ask for', () => {
  expect(stack.only('aws_ecs_cluster')['setting']).toEqual([{ name: 'containerInsights', value: 'enabled' }]);
});
