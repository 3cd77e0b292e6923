import { expect, test } from 'vitest';

import { statementsOf } from '../../testing/statements-of.ts';
import { synthesiseMonitoring } from './testing/synthesise-monitoring.ts';

const stack = synthesiseMonitoring();
const GROUP = '${aws_cloudwatch_log_group.logs.arn}';

test('whoever writes lines may do that, in that group, and nothing else', () => {
  expect(stack.only('aws_iam_user')).toMatchObject({ name: 'etl-log-demo-log-writer' });
  const policy = stack.only('aws_iam_user_policy');
  expect(policy['user']).toBe('${aws_iam_user.log-writer.name}');
  const account = '${data.aws_caller_identity.account.account_id}';
  const partition = '${data.aws_partition.partition.partition}';
  expect(statementsOf(policy['policy'])).toEqual([
    {
      ...{ Sid: 'WriteLines', Effect: 'Allow' },
      ...{ Action: ['logs:PutLogEvents'], Resource: [`${GROUP}:log-stream:*`] },
    },
    {
      ...{ Sid: 'FindAndMakeStreams', Effect: 'Allow' },
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams'],
      Resource: [`${GROUP}:*`],
    },
    {
      ...{ Sid: 'FindGroup', Effect: 'Allow', Action: ['logs:DescribeLogGroups'] },
      Resource: [`arn:${partition}:logs:ap-northeast-1:${account}:log-group:*`],
    },
  ]);
});

test('the key is of that user, and its secret is told to whoever asks for it alone', () => {
  expect(stack.only('aws_iam_access_key')).toMatchObject({ user: '${aws_iam_user.log-writer.name}' });
  expect(stack.outputs['access_key_id']).toEqual({ value: '${aws_iam_access_key.log-writer-key.id}' });
  expect(stack.outputs['secret_access_key']).toEqual({
    value: '${aws_iam_access_key.log-writer-key.secret}',
    sensitive: true,
  });
});
