import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { IamAccessKey } from '@cdktf/provider-aws/lib/iam-access-key/index.js';
import { IamUser } from '@cdktf/provider-aws/lib/iam-user/index.js';
import { IamUserPolicy } from '@cdktf/provider-aws/lib/iam-user-policy/index.js';

import { accountOf } from '../../constructs/account.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { allow } from '../../constructs/role.ts';

/** Whose credentials services and agents outside of AWS send their lines with. Inside, tasks have roles. */
export function addLogWriter(stack: ProjectStack, group: CloudwatchLogGroup): IamAccessKey {
  const name = stack.named('log-writer');
  const user = new IamUser(stack, 'log-writer', { name });
  new IamUserPolicy(stack, 'log-writer-policy', {
    name,
    user: user.name,
    policy: allow([
      {
        sid: 'WriteLines',
        actions: ['logs:PutLogEvents'],
        resources: [`${group.arn}:log-stream:*`],
      },
      {
        sid: 'FindAndMakeStreams',
        actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams'],
        resources: [`${group.arn}:*`],
      },
      {
        // Listing groups is allowed for all of a region or not at all: AWS checks it against a group without a name.
        sid: 'FindGroup',
        actions: ['logs:DescribeLogGroups'],
        resources: [accountOf(stack).arn('logs', 'log-group:*')],
      },
    ]),
  });
  return new IamAccessKey(stack, 'log-writer-key', { user: user.name });
}
