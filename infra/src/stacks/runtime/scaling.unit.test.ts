import { STREAMS } from '@regpipe/contracts';
import { describe, expect, test } from 'vitest';

import { type Service, SERVICE_NAMES, SERVICES } from './services.ts';
import { resource, synthesiseRuntime } from './testing/synthesise-runtime.ts';

const stack = synthesiseRuntime();
const CLUSTER = '${aws_ecs_cluster.cluster.name}';

const scaled = SERVICE_NAMES.flatMap((name) => {
  const { scaling } = SERVICES[name];
  return scaling === undefined ? [] : [{ name, ...scaling }];
});
const byBacklog = scaled.flatMap(({ name, most, by }) => (by === 'cpu' ? [] : [{ name, most, ...by }]));

/** By what a service scales, and from where on. */
function trackingOf(name: Service): Readonly<Record<string, unknown>> {
  const policy = resource(stack, 'aws_appautoscaling_policy', `${name}-scaling-policy`);
  expect(policy['policy_type']).toBe('TargetTrackingScaling');
  return policy['target_tracking_scaling_policy_configuration'] as Readonly<Record<string, unknown>>;
}

test('gateway, transformer and loader scale, and nobody else', () => {
  expect(scaled.map(({ name }) => name).sort()).toEqual(['gateway', 'loader', 'transformer']);
  for (const type of ['aws_appautoscaling_target', 'aws_appautoscaling_policy']) {
    expect(Object.keys(stack.resources(type))).toHaveLength(scaled.length);
  }
});

test.each(scaled)('$name scales its own service within its limits', ({ name, least, most }) => {
  expect(resource(stack, 'aws_appautoscaling_target', `${name}-scaling`)).toMatchObject({
    resource_id: `service/${CLUSTER}/\${aws_ecs_service.${name}-service.name}`,
    min_capacity: least,
    max_capacity: most,
  });
  expect(resource(stack, 'aws_appautoscaling_policy', `${name}-scaling-policy`)['resource_id']).toBe(
    `\${aws_appautoscaling_target.${name}-scaling.resource_id}`,
  );
});

test('the gateway scales by its CPU, at 70 %', () => {
  expect(trackingOf('gateway')).toMatchObject({
    target_value: 70,
    predefined_metric_specification: { predefined_metric_type: 'ECSServiceAverageCPUUtilization' },
  });
});

describe.each(byBacklog)('$name', ({ name, most, stream, metric }) => {
  test('scales by what waits for each of its tasks that runs', () => {
    expect(trackingOf(name)['customized_metric_specification']).toMatchObject({
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

  test('asks for all its tasks when its stream is filled as far as it may be, and not before', () => {
    const { maxBytes = 0 } = STREAMS.find((candidate) => candidate.name === stream) ?? {};
    // Queues with replicas are filled to half.
    const tasksOfFilled = maxBytes / 2 / (128 * 1024) / Number(trackingOf(name)['target_value']);
    expect(tasksOfFilled).toBeGreaterThanOrEqual(most);
    expect(tasksOfFilled).toBeLessThan(most + 0.2);
  });
});

test('the cluster counts its tasks, which scaling and alarms ask for', () => {
  expect(stack.only('aws_ecs_cluster')['setting']).toEqual([{ name: 'containerInsights', value: 'enabled' }]);
});
