import { LbListener } from '@cdktf/provider-aws/lib/lb-listener/index.js';
import type { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';

import { ProjectStack } from '../../constructs/project-stack.ts';
import type { Settings } from '../../settings.ts';
import { synthesise } from '../../testing/synthesise.ts';
import { testSettings } from '../../testing/test-settings.ts';
import { addCluster } from './cluster.ts';
import { addService } from './service.ts';
import { SERVICE_NAMES, SERVICES } from './services.ts';
import { NETWORK } from '../../testing/test-network.ts';
import { resource, synthesiseRuntime } from './testing/synthesise-runtime.ts';

const stack = synthesiseRuntime();

test('the task that migrates has no service', () => {
  const services = Object.keys(stack.resources('aws_ecs_service'));
  expect(services.sort()).toEqual(SERVICE_NAMES.map((name) => `${name}-service`).sort());
});

describe.each(SERVICE_NAMES)('%s', (name) => {
  const service = resource(stack, 'aws_ecs_service', `${name}-service`);

  test('runs its own tasks, as many as the table says', () => {
    expect(service).toMatchObject({
      name: `etl-log-demo-${name}`,
      cluster: '${aws_ecs_cluster.cluster.arn}',
      task_definition: `\${aws_ecs_task_definition.${name}-definition.arn}`,
      desired_count: SERVICES[name].desired,
    });
  });

  test('lives in the private subnets, behind its own security group', () => {
    expect(service['network_configuration']).toEqual({
      subnets: NETWORK.privateSubnetIds,
      security_groups: [NETWORK.securityGroupIds[name]],
      assign_public_ip: false,
    });
    expect(service['enable_execute_command']).toBe(false);
  });

  test('rolls without a moment without it, and back where that does not work', () => {
    expect(service).toMatchObject({
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      deployment_circuit_breaker: { enable: true, rollback: true },
      force_new_deployment: true,
    });
  });

  test('is left to deployments and scaling after it was made', () => {
    expect(service['lifecycle']).toEqual({ ignore_changes: ['task_definition', 'desired_count'] });
  });

  test('is found by its name, at the tasks that ECS finds well', () => {
    expect(service['service_registries']).toEqual({
      registry_arn: `\${aws_service_discovery_service.${name}-discovery.arn}`,
    });
    expect(resource(stack, 'aws_service_discovery_service', `${name}-discovery`)).toMatchObject({
      name,
      dns_config: { namespace_id: NETWORK.namespace.id, dns_records: [{ type: 'A' }] },
      health_check_custom_config: { failure_threshold: 1 },
    });
  });
});

test('on spare capacity, one task of each service stays off it', () => {
  const strategies = (of: typeof stack) =>
    Object.values(of.resources('aws_ecs_service')).map((service) => service['capacity_provider_strategy']);
  expect(strategies(stack)).toEqual(SERVICE_NAMES.map(() => [{ capacity_provider: 'FARGATE', weight: 1 }]));
  expect(strategies(synthesiseRuntime({}, { fargate_spot: 'true' }))).toEqual(
    SERVICE_NAMES.map(() => [
      { capacity_provider: 'FARGATE', base: 1, weight: 0 },
      { capacity_provider: 'FARGATE_SPOT', weight: 1 },
    ]),
  );
});

/** A gateway behind a load balancer. */
class GatewayStack extends ProjectStack {
  constructor(scope: Construct, settings: Settings) {
    super(scope, 'gateway', settings);
    const listener = new LbListener(this, 'listener', { loadBalancerArn: 'lb', defaultAction: [] });
    addService(this, {
      name: 'gateway',
      taskDefinitionArn: 'definition',
      cluster: addCluster(this),
      network: NETWORK,
      target: { groupArn: 'group', ways: [listener] },
    });
  }
}

test('a service behind a load balancer waits for its listener, and has time to be found well', () => {
  const behind = synthesise((app) => new GatewayStack(app, testSettings())).get('gateway');
  expect(behind?.only('aws_ecs_service')).toMatchObject({
    load_balancer: [{ target_group_arn: 'group', container_name: 'gateway', container_port: 8000 }],
    health_check_grace_period_seconds: 120,
    depends_on: ['aws_ecs_cluster_capacity_providers.capacity', 'aws_lb_listener.listener'],
  });
});
