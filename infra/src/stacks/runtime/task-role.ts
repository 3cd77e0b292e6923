import type { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';

import { ECS_TASKS } from '../../constructs/ecs/execution-role.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { addRole, type Statement } from '../../constructs/role.ts';

/**
 * As whom the program in a task calls AWS. Most never do, and their roles may do nothing. There is one for each all the
 * same, so that what one of them may do, the others may not.
 */
export function addTaskRole(stack: ProjectStack, name: string, statements: readonly Statement[]): IamRole {
  return addRole(stack, { name: `${name}-task`, trusted: ECS_TASKS, statements });
}
