import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';

import { type Account, accountOf } from '../../constructs/account.ts';
import { addEncryptionKey } from '../../constructs/encryption-key.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { policyDocument } from '../../constructs/role.ts';
import { addSecretVariable } from '../../constructs/secret-variable.ts';

const NAME = 'etl-alerts';

/**
 * Where the alarms of all stacks go, and from there to `alarm_email`, once somebody has confirmed the mail that SNS sends.
 *
 * Its key is one of its own: alarms cannot use the key that AWS manages for SNS, whose policy nobody can change, and would
 * tell nobody.
 */
export function addAlertTopic(stack: ProjectStack): SnsTopic {
  const account = accountOf(stack);
  const key = addEncryptionKey(stack, {
    name: NAME,
    description: 'Encrypts what the alarms tell.',
    usedBy: [alarmsMay(stack, account, 'EncryptAlerts', ['kms:Decrypt', 'kms:GenerateDataKey'], '*')],
  });
  const topic = new SnsTopic(stack, 'topic', { name: stack.named(NAME), kmsMasterKeyId: key.arn });
  new SnsTopicPolicy(stack, 'topic-policy', {
    arn: topic.arn,
    policy: policyDocument([alarmsMay(stack, account, 'PublishAlerts', ['sns:Publish'], topic.arn)]),
  });
  new SnsTopicSubscription(stack, 'subscription', {
    topicArn: topic.arn,
    protocol: 'email',
    endpoint: addAddress(stack),
  });
  return topic;
}

/** CloudWatch on behalf of the project's alarms, and of nobody else's. */
function alarmsMay(
  stack: ProjectStack,
  account: Account,
  sid: string,
  actions: readonly string[],
  resource: string,
): Readonly<Record<string, unknown>> {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: actions,
    Resource: resource,
    Condition: {
      StringEquals: { 'aws:SourceAccount': account.id },
      ArnLike: { 'aws:SourceArn': account.arn('cloudwatch', `alarm:${stack.named('*')}`) },
    },
  };
}

function addAddress(stack: ProjectStack): string {
  return addSecretVariable(
    stack,
    {
      name: 'alarm_email',
      description: 'Who is told of alarms.',
      validation: {
        condition: '${can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", var.alarm_email))}',
        errorMessage: 'TF_VAR_alarm_email must be one address, such as data-team@example.com.',
      },
    },
    // The subscription keeps the address, and terraform the subscription.
    { ephemeral: false },
  );
}
