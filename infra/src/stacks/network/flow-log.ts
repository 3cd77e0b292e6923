import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { addRole } from '../../constructs/role.ts';

const TEN_MINUTES_S = 600;

/**
 * A log of what the walls refused, and of nothing else: that is what one looks for when a service does not reach another.
 * What passes would be the greater part by far, and is paid for by the gigabyte.
 */
export function addFlowLog(stack: ProjectStack, vpcId: string): void {
  const group = new CloudwatchLogGroup(stack, 'refused-log', {
    name: `/vpc/${stack.settings.project}`,
    retentionInDays: stack.settings.log_retention_days,
  });
  const role = addRole(stack, {
    name: 'flow-log',
    trusted: 'vpc-flow-logs.amazonaws.com',
    statements: [
      {
        sid: 'WriteRefused',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
        resources: [`${group.arn}:*`],
      },
    ],
  });
  new FlowLog(stack, 'refused', {
    vpcId,
    trafficType: 'REJECT',
    logDestinationType: 'cloud-watch-logs',
    logDestination: group.arn,
    iamRoleArn: role.arn,
    maxAggregationInterval: TEN_MINUTES_S,
    tags: { Name: stack.named('refused') },
  });
}
