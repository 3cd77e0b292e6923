import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';

import { accountOf } from '../../../constructs/account.ts';
import type { ProjectStack } from '../../../constructs/project-stack.ts';
import { addRole, allow } from '../../../constructs/role.ts';

/** API Gateway tries the role when it is set, and refuses one that may do less. */
const ACTIONS = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
  'logs:GetLogEvents',
  'logs:FilterLogEvents',
];

/**
 * By what API Gateway writes logs: a setting of the whole account in this region, which takes the place of the one before
 * and is empty again after a destroy. Hence all log groups, as another API of the account may have others.
 *
 * @returns undefined where the account's own is left alone
 */
export function addApiLogRole(stack: ProjectStack): ApiGatewayAccount | undefined {
  const { region, api_log_role: choice } = stack.settings;
  if (choice === 'existing') return undefined;
  const { id, partition } = accountOf(stack);
  const role = addRole(stack, { name: 'api-logs', trusted: 'apigateway.amazonaws.com', statements: [] });
  const policy = new IamRolePolicy(stack, 'api-logs-policy', {
    name: stack.named('api-logs'),
    role: role.id,
    policy: allow([
      {
        sid: 'WriteApiLogs',
        actions: ACTIONS,
        resources: [`arn:${partition}:logs:${region}:${id}:log-group:*`],
      },
    ]),
  });
  return new ApiGatewayAccount(stack, 'api-account', { cloudwatchRoleArn: role.arn, dependsOn: [policy] });
}
