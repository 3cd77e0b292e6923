import type { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';

import { ECS_TASKS } from '../../constructs/ecs/execution-role.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { addRole } from '../../constructs/role.ts';
import type { NatsStorage, NatsStore } from './nats-storage.ts';

/** What a node itself may do: keep its store. @param name of the node, without the project in front */
export function addNodeRole(
  stack: ProjectStack,
  name: string,
  { fileSystem }: NatsStorage,
  { accessPoint }: NatsStore,
): IamRole {
  return addRole(stack, {
    name,
    trusted: ECS_TASKS,
    statements: [
      {
        sid: 'KeepStore',
        actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        resources: [fileSystem.arn],
        conditions: { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoint.arn } },
      },
    ],
  });
}
