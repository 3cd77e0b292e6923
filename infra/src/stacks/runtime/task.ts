import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition/index.js';

import { addExecutionRole } from '../../constructs/ecs/execution-role.ts';
import { addLogGroup } from '../../constructs/ecs/log-group.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { Statement } from '../../constructs/role.ts';
import type { Network } from '../network/network.ts';
import { containerDefinitions, type ContainerOptions } from './container.ts';
import { addTaskRole } from './task-role.ts';

export interface TaskOptions extends Pick<
  ContainerOptions,
  'name' | 'command' | 'environment' | 'port' | 'healthCommand'
> {
  readonly network: Pick<Network, 'repositories'>;
  /** What the program in it may do in AWS: nothing unless told otherwise. */
  readonly rights?: readonly Statement[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Task {
  readonly definition: EcsTaskDefinition;
  readonly logs: CloudwatchLogGroup;
}

/** What runs in a task, as whom, and where its output goes; nothing runs by it alone. */
export function addTask(
  stack: ProjectStack,
  { network, tags, rights = [], ...container }: TaskOptions,
): Task {
  const { settings } = stack;
  const { name, environment } = container;
  const { regpipe: repository } = network.repositories;
  const logs = addLogGroup(stack, name);
  const executionRole = addExecutionRole(stack, {
    name,
    repositoryArn: repository.arn,
    logGroupArn: logs.arn,
    secretArns: Object.values(environment.secret).map(({ arn }) => arn),
  });
  const role = addTaskRole(stack, name, rights);
  const definition = new EcsTaskDefinition(stack, `${name}-definition`, {
    family: stack.named(name),
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: String(settings.task_cpu),
    memory: String(settings.task_memory_mb),
    runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: settings.cpu_architecture },
    executionRoleArn: executionRole.arn,
    taskRoleArn: role.arn,
    containerDefinitions: containerDefinitions({
      ...container,
      image: `${repository.url}:${settings.image_tag}`,
      logGroup: logs.name,
      region: settings.region,
    }),
    ...(tags === undefined ? {} : { tags }),
    // Services may still run by an older one, and a deployment that is taken back goes to it.
    skipDestroy: true,
  });
  return { definition, logs };
}
