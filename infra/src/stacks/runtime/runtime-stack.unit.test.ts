import { expect, test } from 'vitest';

import { SERVICE_NAMES } from './services.ts';
import { NETWORK } from '../../testing/test-network.ts';
import { resource, synthesiseRuntime } from './testing/synthesise-runtime.ts';

const stack = synthesiseRuntime();

test('a deployment finds cluster, services and the task that migrates', () => {
  expect(stack.outputs['cluster_name']?.['value']).toBe('${aws_ecs_cluster.cluster.name}');
  expect(stack.outputs['service_names']?.['value']).toEqual(
    Object.fromEntries(SERVICE_NAMES.map((name) => [name, `\${aws_ecs_service.${name}-service.name}`])),
  );
  expect(stack.outputs['migrate_family']?.['value']).toBe(
    '${aws_ecs_task_definition.migrate-definition.family}',
  );
});

test('whoever calls the gateways is told where', () => {
  expect(stack.outputs['load_balancer_dns_name']?.['value']).toBe('${aws_lb.load-balancer.dns_name}');
  expect(stack.outputs['query_api_url']?.['value']).toBe('${aws_api_gateway_stage.stage.invoke_url}');
});

test('the task that migrates says where it is to run', () => {
  const { tags } = resource(stack, 'aws_ecs_task_definition', 'migrate-definition');
  expect(tags).toEqual({
    'regpipe:subnets': NETWORK.privateSubnetIds.join(' '),
    'regpipe:security-group': NETWORK.securityGroupIds.migrate,
  });
});

test('names begin with the project, whatever it is', () => {
  const other = synthesiseRuntime({}, { project: 'other' });
  const names = Object.entries({
    aws_ecs_cluster: 'name',
    aws_ecs_service: 'name',
    aws_ecs_task_definition: 'family',
    aws_iam_role: 'name',
    aws_cloudwatch_metric_alarm: 'alarm_name',
    aws_appautoscaling_policy: 'name',
  }).flatMap(([type, key]) => Object.values(other.resources(type)).map((block) => String(block[key])));
  expect(names.filter((name) => name !== 'other' && !name.startsWith('other-'))).toEqual([]);
});
