import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { addRole } from '../../constructs/role.ts';
import type { Repository } from '../network/network.ts';
import type { NatsStorage, NatsStore } from './nats-storage.ts';

const TASKS = 'ecs-tasks.amazonaws.com';

export interface LaunchOptions {
  readonly repository: Repository;
  readonly logs: CloudwatchLogGroup;
  readonly secretArns: readonly string[];
}

/** With which ECS starts a node. @param name of the node, without the project in front */
export function addLaunchRole(
  stack: ProjectStack,
  name: string,
  { repository, logs, secretArns }: LaunchOptions,
): IamRole {
  return addRole(stack, {
    name: `${name}-execution`,
    trusted: TASKS,
    statements: [
      // AWS knows no narrower resource for it.
      { sid: 'LogInToEcr', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
      {
        sid: 'PullImage',
        actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        resources: [repository.arn],
      },
      {
        sid: 'WriteLogs',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [`${logs.arn}:*`],
      },
      { sid: 'ReadPasswords', actions: ['secretsmanager:GetSecretValue'], resources: secretArns },
    ],
  });
}

/** What a node itself may do: keep its store. @param name of the node, without the project in front */
export function addNodeRole(
  stack: ProjectStack,
  name: string,
  { fileSystem }: NatsStorage,
  { accessPoint }: NatsStore,
): IamRole {
  return addRole(stack, {
    name,
    trusted: TASKS,
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
