import { describe, expect, test } from 'vitest';

import { HEALTH_FILE } from './environment.ts';
import { SERVICE_NAMES } from './services.ts';
import { NETWORK } from '../../testing/test-network.ts';
import { containerOf, plainOf, resource, synthesiseRuntime } from './testing/synthesise-runtime.ts';

const stack = synthesiseRuntime();
const tasks = [...SERVICE_NAMES, 'migrate'];

test('there are no other tasks', () => {
  const definitions = Object.keys(stack.resources('aws_ecs_task_definition'));
  expect(definitions.sort()).toEqual(tasks.map((name) => `${name}-definition`).sort());
});

describe.each(tasks)('%s', (name) => {
  const container = containerOf(stack, name);
  const definition = resource(stack, 'aws_ecs_task_definition', `${name}-definition`);

  test('is a task of Fargate by its own name, with roles of its own', () => {
    expect(definition).toMatchObject({
      family: `etl-log-demo-${name}`,
      requires_compatibilities: ['FARGATE'],
      network_mode: 'awsvpc',
      cpu: '256',
      memory: '512',
      execution_role_arn: `\${aws_iam_role.${name}-execution-role.arn}`,
      task_role_arn: `\${aws_iam_role.${name}-task-role.arn}`,
      skip_destroy: true,
    });
  });

  test('runs our image as a user who is not root, and writes to memory alone', () => {
    expect(container).toMatchObject({
      name,
      image: `${NETWORK.repositories.regpipe.url}:first`,
      user: '1000:1000',
      readonlyRootFilesystem: true,
      linuxParameters: {
        initProcessEnabled: true,
        capabilities: { drop: ['ALL'] },
        tmpfs: [{ containerPath: '/tmp', size: 16 }],
      },
    });
  });

  test('logs to a group of its own, and never waits for it', () => {
    expect(container.logConfiguration).toEqual({
      logDriver: 'awslogs',
      options: {
        'awslogs-group': `\${aws_cloudwatch_log_group.${name}-logs.name}`,
        'awslogs-region': 'ap-northeast-1',
        'awslogs-stream-prefix': 'ecs',
        mode: 'non-blocking',
        'max-buffer-size': '4m',
      },
    });
    expect(resource(stack, 'aws_cloudwatch_log_group', `${name}-logs`)).toMatchObject({
      name: `/ecs/etl-log-demo-${name}`,
      retention_in_days: 3,
    });
  });
});

describe.each(SERVICE_NAMES)('%s', (name) => {
  const container = containerOf(stack, name);

  test('runs its own program, is asked how it is, and has time to stop', () => {
    expect(container.command.at(-1)).toBe(`services/${name}/src/main.ts`);
    expect(container.healthCheck?.command).toEqual(['CMD', '/app/packages/runtime/healthy.sh', 'begun']);
    expect(plainOf(container)['REGPIPE_HEALTH_FILE']).toBe(HEALTH_FILE);
    expect(HEALTH_FILE).toMatch(/^\/tmp\//);
    expect(container.stopTimeout).toBeGreaterThan(10);
  });
});

test('the task that migrates runs once, so nobody asks how it is', () => {
  const { command, healthCheck } = containerOf(stack, 'migrate');
  expect(command).toEqual(['cli/src/main.ts', 'migrate', '--roles']);
  expect(healthCheck).toBeUndefined();
});

test('gateway and query service alone have a port', () => {
  const open = tasks.filter((name) => containerOf(stack, name).portMappings !== undefined);
  expect(open.sort()).toEqual(['gateway', 'query']);
  expect(containerOf(stack, 'gateway').portMappings).toMatchObject([{ containerPort: 8000 }]);
  expect(containerOf(stack, 'query').portMappings).toMatchObject([{ containerPort: 8001 }]);
});

test('size, processor, image and retention are settings', () => {
  const other = synthesiseRuntime(
    {},
    {
      ...{ task_cpu: '1024', task_memory_mb: '2048', cpu_architecture: 'ARM64' },
      ...{ image_tag: 'abc', log_retention_days: '30' },
    },
  );
  for (const name of tasks) {
    expect(resource(other, 'aws_ecs_task_definition', `${name}-definition`)).toMatchObject({
      cpu: '1024',
      memory: '2048',
      runtime_platform: { operating_system_family: 'LINUX', cpu_architecture: 'ARM64' },
    });
    expect(containerOf(other, name).image).toMatch(/:abc$/);
    expect(resource(other, 'aws_cloudwatch_log_group', `${name}-logs`)['retention_in_days']).toBe(30);
  }
});
