import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';

import type { ProjectStack } from '../project-stack.ts';

/** What a task writes to its output. */
export function addLogGroup(stack: ProjectStack, name: string): CloudwatchLogGroup {
  return new CloudwatchLogGroup(stack, `${name}-logs`, {
    name: `/ecs/${stack.named(name)}`,
    retentionInDays: stack.settings.log_retention_days,
  });
}
