import { readFileSync } from 'node:fs';

import { STREAMS } from '@regpipe/contracts';
import { natsConfig, NATS_USERS } from '@regpipe/stack';
import { describe, expect, test } from 'vitest';

import { NATS_NODES, USERS_FILE } from './nats-cluster.ts';
import { NATS_TAG } from './nats-image.ts';
import { containerOf, statementsOf } from './testing/read-nats.ts';
import { NETWORK, TOPIC_ARN } from '../../testing/test-network.ts';
import { synthesiseData } from './testing/synthesise-data.ts';

const stack = synthesiseData();
const SECRETS = [...NATS_USERS, 'routes'].map(
  (user) => `\${aws_secretsmanager_secret.nats-${user}-secret.arn}`,
);

describe.each(NATS_NODES.map((name, index) => ({ name, index })))('$name', ({ name, index }) => {
  const service = stack.resources('aws_ecs_service')[`${name}-service`] ?? {};
  const task = stack.resources('aws_ecs_task_definition')[`${name}-task`] ?? {};
  const store = stack.resources('aws_efs_access_point')[`${name}-store`] ?? {};
  const container = containerOf(task);

  test('is one task, stopped before the next one starts, in a zone of its own', () => {
    expect(service).toMatchObject({
      name: `etl-log-demo-${name}`,
      cluster: '${aws_ecs_cluster.nats-cluster.arn}',
      task_definition: `\${aws_ecs_task_definition.${name}-task.arn}`,
      launch_type: 'FARGATE',
      desired_count: 1,
      deployment_minimum_healthy_percent: 0,
      deployment_maximum_percent: 100,
      availability_zone_rebalancing: 'DISABLED',
      network_configuration: {
        subnets: [NETWORK.privateSubnetIds[index]],
        security_groups: [NETWORK.securityGroupIds.nats],
        assign_public_ip: false,
      },
    });
  });

  test('waits for its store and for its passwords', () => {
    const after = service['depends_on'];
    for (const key of Object.keys(stack.resources('aws_efs_mount_target'))) {
      expect(after).toContain(`aws_efs_mount_target.${key}`);
    }
    for (const user of [...NATS_USERS, 'routes']) {
      expect(after).toContain(`aws_secretsmanager_secret_version.nats-${user}-version`);
    }
  });

  test('is found by the name that clients and the other nodes know', () => {
    expect(service['service_registries']).toEqual({
      registry_arn: `\${aws_service_discovery_service.${name}-discovery.arn}`,
    });
    expect(stack.resources('aws_service_discovery_service')[`${name}-discovery`]).toMatchObject({
      name,
      dns_config: { namespace_id: NETWORK.namespace.id, dns_records: [{ type: 'A' }] },
      // An empty block would have the provider make it anew at every run.
      health_check_custom_config: { failure_threshold: 1 },
    });
    expect(stack.offered.natsUrl?.('loader')).toContain(`${name}.${NETWORK.namespace.name}:4222`);
    for (const other of NATS_NODES) {
      const isCalled = container.command.join().includes(`@${other}.${NETWORK.namespace.name}:6222'`);
      expect(isCalled, other).toBe(other !== name);
    }
  });

  test('has no rights in its container, and nothing to write to but its store', () => {
    const { uid, gid } = store['posix_user'] as { uid: number; gid: number };
    expect(container).toMatchObject({
      image: `${NETWORK.repositories.nats.url}:${NATS_TAG}`,
      user: `${uid}:${gid}`,
      readonlyRootFilesystem: true,
      linuxParameters: { capabilities: { add: [], drop: ['ALL'] } },
      mountPoints: [{ sourceVolume: 'store', containerPath: '/data', readOnly: false }],
    });
    expect(uid).toBeGreaterThan(1_000);
    expect(task['volume']).toEqual([
      {
        name: 'store',
        efs_volume_configuration: {
          file_system_id: '${aws_efs_file_system.nats-storage.id}',
          transit_encryption: 'ENABLED',
          authorization_config: {
            access_point_id: `\${aws_efs_access_point.${name}-store.id}`,
            iam: 'ENABLED',
          },
        },
      },
    ]);
  });

  test('knows the users of the repository and takes their passwords from secrets', () => {
    expect(container.variables['NATS_CONFIG']).toContain(natsConfig('regpipe'));
    const expected = [...NATS_USERS, 'routes'].map((user) => [
      `NATS_${user.toUpperCase()}_PASSWORD`,
      `\${aws_secretsmanager_secret.nats-${user}-secret.arn}`,
    ]);
    expect(container.secrets).toEqual(Object.fromEntries(expected));
  });

  test('starts anew when the passwords are others', () => {
    const raised = synthesiseData({ secrets_version: '2' }).resources('aws_ecs_task_definition');
    expect(containerOf(raised[`${name}-task`] ?? {}).variables).not.toEqual(container.variables);
  });

  test('its definition is small enough for ECS, and terraform puts nothing into it but references', () => {
    const text = String(task['container_definitions']);
    expect(text.length).toBeLessThan(48 * 1024);
    expect(text.replaceAll(/\$\{aws_\w+\.[\w-]+\.\w+\}/g, '')).not.toMatch(/[$%]\{/);
  });

  test('may keep its own store and nothing else', () => {
    expect(task['task_role_arn']).toBe(`\${aws_iam_role.${name}-role.arn}`);
    expect(statementsOf(stack, `${name}-role`)).toEqual([
      {
        Sid: 'KeepStore',
        Effect: 'Allow',
        Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        Resource: ['${aws_efs_file_system.nats-storage.arn}'],
        Condition: {
          StringEquals: { 'elasticfilesystem:AccessPointArn': `\${aws_efs_access_point.${name}-store.arn}` },
        },
      },
    ]);
  });

  test('is started by a role that reads exactly its passwords, its image, and writes its own log', () => {
    expect(task['execution_role_arn']).toBe(`\${aws_iam_role.${name}-execution-role.arn}`);
    const allowed = Object.fromEntries(
      statementsOf(stack, `${name}-execution-role`).map(({ Sid, Resource }) => [Sid, Resource.toSorted()]),
    );
    expect(allowed).toEqual({
      OpenRegistry: ['*'],
      PullImage: [NETWORK.repositories.nats.arn],
      WriteLog: [`\${aws_cloudwatch_log_group.${name}-logs.arn}:*`],
      ReadSecrets: SECRETS.toSorted(),
    });
    expect(stack.resources('aws_cloudwatch_log_group')[`${name}-logs`]).toMatchObject({
      name: `/ecs/etl-log-demo-${name}`,
      retention_in_days: 3,
    });
    expect(container.logGroup).toBe(`\${aws_cloudwatch_log_group.${name}-logs.name}`);
  });

  test('is missed when it is down, and watched for memory and CPU', () => {
    const alarms = Object.values(stack.resources('aws_cloudwatch_metric_alarm')).filter(
      ({ dimensions }) =>
        (dimensions as Record<string, string>)['ServiceName'] === `\${aws_ecs_service.${name}-service.name}`,
    );
    expect(alarms.map((alarm) => alarm['alarm_name']).toSorted()).toEqual(
      ['cpu', 'down', 'memory'].map((what) => `etl-log-demo-${name}-${what}`),
    );
    expect(alarms.find((alarm) => alarm['statistic'] === 'SampleCount')).toMatchObject({
      treat_missing_data: 'breaching',
      alarm_actions: [TOPIC_ARN],
    });
  });
});

test('the storage is encrypted, in every zone, and talks to nobody in the clear or without a role', () => {
  expect(stack.only('aws_efs_file_system')).toMatchObject({ encrypted: true, throughput_mode: 'elastic' });
  const mounts = Object.values(stack.resources('aws_efs_mount_target'));
  expect(mounts.map((mount) => mount['subnet_id'])).toEqual(NETWORK.privateSubnetIds);
  for (const mount of mounts) {
    expect(mount['security_groups']).toEqual([NETWORK.securityGroupIds['nats-storage']]);
  }
  const { policy } = stack.only('aws_efs_file_system_policy');
  expect(JSON.parse(String(policy))).toMatchObject({
    Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  });
});

test('no two nodes share a store, a folder or a user', () => {
  const stores = Object.values(stack.resources('aws_efs_access_point'));
  for (const attribute of ['posix_user', 'root_directory']) {
    expect(new Set(stores.map((store) => JSON.stringify(store[attribute]))).size).toBe(NATS_NODES.length);
  }
});

test('in two zones one holds two nodes', () => {
  const two = synthesiseData({}, { ...NETWORK, privateSubnetIds: ['subnet-a', 'subnet-b'] });
  const subnets = Object.values(two.resources('aws_ecs_service')).map(
    (service) => (service['network_configuration'] as { subnets: string[] }).subnets,
  );
  expect(subnets).toEqual([['subnet-a'], ['subnet-b'], ['subnet-a']]);
});

test('a store holds three times what the streams hold at most', () => {
  const most = STREAMS.reduce((sum, { maxBytes }) => sum + maxBytes, 0);
  const [task = {}] = Object.values(stack.resources('aws_ecs_task_definition'));
  const [, gigabytes] =
    /max_file_store: (\d+)GB/.exec(containerOf(task).variables['NATS_CONFIG'] ?? '') ?? [];
  expect(Number(gigabytes) * 1024 ** 3).toBeGreaterThan(3 * most);
});

test('the image is that of docker-compose.yml', () => {
  const compose = readFileSync(new URL('../../docker-compose.yml', `file://${USERS_FILE}`), 'utf8');
  expect(compose).toContain(`image: nats:${NATS_TAG}\n`);
});
