import type { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';

import type { ProjectStack } from '../project-stack.ts';
import { addRole } from '../role.ts';

/** Who takes on the roles of tasks. */
export const ECS_TASKS = 'ecs-tasks.amazonaws.com';

export interface ExecutionRoleOptions {
  /** Of the task, without the project in front. */
  readonly name: string;
  readonly repositoryArn: string;
  readonly logGroupArn: string;
  /** One may be named more than once. */
  readonly secretArns: readonly string[];
}

/** As whom ECS starts a task: it fetches the image and the secrets, and writes the log. */
export function addExecutionRole(stack: ProjectStack, options: ExecutionRoleOptions): IamRole {
  const { name, repositoryArn, logGroupArn, secretArns } = options;
  return addRole(stack, {
    name: `${name}-execution`,
    trusted: ECS_TASKS,
    statements: [
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
        resources: [...new Set(secretArns)],
      },
    ],
  });
}
