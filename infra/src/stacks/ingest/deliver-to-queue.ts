import type { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';

import { addAlarm } from '../../constructs/alarm.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { addIngestQueue } from './ingest-queue.ts';

const RECEIVES = 5;
/** For the intake to take note of a file; longer than PostgreSQL is ever away in a deployment. */
const VISIBILITY_TIMEOUT_S = 300;
const LONGEST_WAIT_S = 900;

export interface QueueDeliveryOptions {
  readonly rule: CloudwatchEventRule;
  readonly deadLetters: SqsQueue;
  readonly topicArn: string;
}

/** Events wait in a queue until the intake asks for them: nothing of AWS has to reach into the VPC. */
export function deliverToQueue(stack: ProjectStack, options: QueueDeliveryOptions): SqsQueue {
  const { rule, deadLetters, topicArn } = options;
  const queue = addIngestQueue(stack, {
    name: 'ingest',
    ruleArn: rule.arn,
    sid: 'TakeEvents',
    visibilityTimeoutS: VISIBILITY_TIMEOUT_S,
    deadLetters: { arn: deadLetters.arn, afterReceives: RECEIVES },
  });
  new CloudwatchEventTarget(stack, 'to-queue', {
    rule: rule.name,
    arn: queue.arn,
    deadLetterConfig: { arn: deadLetters.arn },
  });
  addAlarm(stack, {
    name: 'ingest-waiting',
    description:
      'A file was put into the bucket and the intake has not asked the queue for it in a quarter of an hour. Look at ' +
      'whether it runs, and at its log; it also finds the file by itself, when it looks through the bucket.',
    topicArn,
    namespace: 'AWS/SQS',
    metricName: 'ApproximateAgeOfOldestMessage',
    dimensions: { QueueName: queue.name },
    statistic: 'Maximum',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: LONGEST_WAIT_S,
    period: 300,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
  });
  return queue;
}
