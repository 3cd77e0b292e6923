import { CloudwatchEventApiDestination } from '@cdktf/provider-aws/lib/cloudwatch-event-api-destination/index.js';
import type { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';

import { addAlarm } from '../../constructs/alarm.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { addRole } from '../../constructs/role.ts';
import type { Network } from '../network/network.ts';
import { addHookConnection } from './hook-connection.ts';

const HOOK_PATH = '/hooks/s3';
const CALLS_PER_SECOND = 10;
/** A day: longer than any deployment, and the longest that EventBridge goes on trying. */
const RETRY_S = 24 * 3_600;
const RETRIES = 185;

export interface HookDeliveryOptions {
  readonly rule: CloudwatchEventRule;
  readonly deadLetters: SqsQueue;
  readonly topicArn: string;
  /** The host name of the gateway, which its certificate is for. */
  readonly domain: string;
  readonly network: Pick<Network, 'vpcId' | 'privateSubnetIds' | 'securityGroupIds'>;
  readonly loadBalancerDnsName: string;
}

/** EventBridge calls the gateway, over TLS, within the VPC. */
export function deliverToHook(stack: ProjectStack, options: HookDeliveryOptions): void {
  const { rule, deadLetters, topicArn, domain, network, loadBalancerDnsName } = options;
  const destination = new CloudwatchEventApiDestination(stack, 'hook', {
    name: stack.named('hook'),
    connectionArn: addHookConnection(stack, { network, loadBalancerDnsName }),
    httpMethod: 'POST',
    invocationEndpoint: `https://${domain}${HOOK_PATH}`,
    invocationRateLimitPerSecond: CALLS_PER_SECOND,
  });
  const role = addRole(stack, {
    name: 'call-hook',
    trusted: 'events.amazonaws.com',
    statements: [{ sid: 'CallHook', actions: ['events:InvokeApiDestination'], resources: [destination.arn] }],
  });
  new CloudwatchEventTarget(stack, 'to-hook', {
    rule: rule.name,
    arn: destination.arn,
    roleArn: role.arn,
    retryPolicy: { maximumEventAgeInSeconds: RETRY_S, maximumRetryAttempts: RETRIES },
    deadLetterConfig: { arn: deadLetters.arn },
  });
  addAlarm(stack, {
    name: 'ingest-waiting',
    description:
      'The gateway does not take the events of files in the bucket: EventBridge has been trying again for a quarter of an ' +
      'hour, and gives an event up after a day. Look at the log of the gateway, and at the token of the connection.',
    topicArn,
    namespace: 'AWS/Events',
    metricName: 'RetryInvocationAttempts',
    dimensions: { RuleName: rule.name },
    statistic: 'Sum',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0,
    period: 300,
    evaluationPeriods: 3,
    treatMissingData: 'notBreaching',
  });
}
