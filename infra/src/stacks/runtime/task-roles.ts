import type { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { addRole, type Statement } from '../../constructs/role.ts';
import type { SecretValue } from '../data/data.ts';

const ECS_TASKS = 'ecs-tasks.amazonaws.com';

export interface ExecutionRoleOptions {
  /** Of the task, without the project in front. */
  readonly name: string;
  readonly repositoryArn: string;
  readonly logGroupArn: string;
  readonly secrets: readonly SecretValue[];
}

/** As whom ECS starts a task: it fetches the image and the secrets, and writes the log. */
export function addExecutionRole(stack: ProjectStack, options: ExecutionRoleOptions): IamRole {
  const { name, repositoryArn, logGroupArn, secrets } = options;
  const statements: Statement[] = [
    // Knows no resource: it opens the registry, and what is in there has a statement of its own.
    { sid: 'OpenRegistry', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    {
      sid: 'PullImage',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [repositoryArn],
    },
    {
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`${logGroupArn}:*`],
    },
    {
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [...new Set(secrets.map(({ arn }) => arn))],
    },
  ];
  return addRole(stack, { name: `${name}-execution`, trusted: ECS_TASKS, statements });
}

/**
 * As whom the program in a task calls AWS. No service does, so the role may do nothing. There is one for each all the
 * same, so that what one of them may do one day, the others may not.
 */
export function addTaskRole(stack: ProjectStack, name: string): IamRole {
  return addRole(stack, { name: `${name}-task`, trusted: ECS_TASKS, statements: [] });
}
