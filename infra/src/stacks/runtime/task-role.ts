import type { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';

import { ECS_TASKS } from '../../constructs/ecs/execution-role.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { addRole } from '../../constructs/role.ts';

/**
 * As whom the program in a task calls AWS. No service does, so the role may do nothing. There is one for each all the
 * same, so that what one of them may do one day, the others may not.
 */
export function addTaskRole(stack: ProjectStack, name: string): IamRole {
  return addRole(stack, { name: `${name}-task`, trusted: ECS_TASKS, statements: [] });
}
