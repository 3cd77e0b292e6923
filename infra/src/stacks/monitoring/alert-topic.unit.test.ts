import { expect, test } from 'vitest';

import { statementsOf } from '../../testing/statements-of.ts';
import { synthesiseMonitoring } from './testing/synthesise-monitoring.ts';

const stack = synthesiseMonitoring();
const ACCOUNT = '${data.aws_caller_identity.account.account_id}';
const PARTITION = '${data.aws_partition.partition.partition}';
const ALARMS = {
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Condition: {
    StringEquals: { 'aws:SourceAccount': ACCOUNT },
    ArnLike: {
      'aws:SourceArn': `arn:${PARTITION}:cloudwatch:ap-northeast-1:${ACCOUNT}:alarm:etl-log-demo-*`,
    },
  },
};

test('the topic is encrypted with a key of its own', () => {
  expect(stack.only('aws_sns_topic')).toMatchObject({
    name: 'etl-log-demo-etl-alerts',
    kms_master_key_id: '${aws_kms_key.etl-alerts-key.arn}',
  });
  expect(stack.only('aws_kms_key')).toMatchObject({ enable_key_rotation: true });
  expect(stack.only('aws_kms_alias')).toMatchObject({
    name: 'alias/etl-log-demo-etl-alerts',
    target_key_id: '${aws_kms_key.etl-alerts-key.key_id}',
  });
});

test("the project's alarms may publish to it, and nobody else", () => {
  const policy = stack.only('aws_sns_topic_policy');
  expect(policy['arn']).toBe('${aws_sns_topic.topic.arn}');
  expect(statementsOf(policy['policy'])).toEqual([
    {
      ...{ Sid: 'PublishAlerts', Effect: 'Allow', ...ALARMS },
      ...{ Action: ['sns:Publish'], Resource: '${aws_sns_topic.topic.arn}' },
    },
  ]);
  for (const { alarm_name } of Object.values(stack.resources('aws_cloudwatch_metric_alarm')))
    expect(alarm_name).toMatch(/^etl-log-demo-/);
});

test('the key lets the account administer it, and the alarms encrypt: nobody else, nothing more', () => {
  const [administer, encrypt, ...others] = statementsOf(stack.only('aws_kms_key')['policy']);
  expect(others).toEqual([]);
  expect(encrypt).toEqual({
    ...{ Sid: 'EncryptAlerts', Effect: 'Allow', ...ALARMS },
    ...{ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' },
  });
  expect(administer).toMatchObject({
    Sid: 'AdministerKey',
    Effect: 'Allow',
    Principal: { AWS: `arn:${PARTITION}:iam::${ACCOUNT}:root` },
  });
  // Without these nobody could repair the policy, nor could terraform read and delete the key.
  expect(administer?.Action).toEqual(
    expect.arrayContaining([
      ...['kms:PutKeyPolicy', 'kms:GetKeyPolicy', 'kms:DescribeKey', 'kms:GetKeyRotationStatus'],
      ...['kms:EnableKeyRotation', 'kms:ListResourceTags', 'kms:TagResource', 'kms:ScheduleKeyDeletion'],
      ...['kms:CreateAlias', 'kms:DeleteAlias'],
    ]),
  );
  for (const action of administer?.Action ?? []) expect(action).not.toMatch(/\*|crypt|DataKey|CreateGrant/);
});

test('the address is a variable that plans do not print, and that terraform looks at first', () => {
  expect(stack.only('aws_sns_topic_subscription')).toMatchObject({
    ...{ topic_arn: '${aws_sns_topic.topic.arn}', protocol: 'email', endpoint: '${var.alarm_email}' },
  });
  expect(stack.variables).toEqual({
    alarm_email: expect.objectContaining({
      type: 'string',
      sensitive: true,
      validation: [
        {
          condition: expect.stringContaining('var.alarm_email') as string,
          error_message: expect.stringContaining('alarm_email') as string,
        },
      ],
    }) as unknown,
  });
});
