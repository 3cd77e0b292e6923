import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';

import { addAlarm } from '../../constructs/alarm.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { policyDocument } from '../../constructs/role.ts';

const FOURTEEN_DAYS_S = 14 * 24 * 3_600;

export interface IngestQueueOptions {
  /** Without the project in front. */
  readonly name: string;
  /** The only one that may send to it. */
  readonly ruleArn: string;
  /** In the queue's policy. */
  readonly sid: string;
  readonly visibilityTimeoutS?: number;
  readonly deadLetters?: { readonly arn: string; readonly afterReceives: number };
}

/** A queue, encrypted, which keeps messages for as long as SQS does, and takes them from one rule of EventBridge. */
export function addIngestQueue(stack: ProjectStack, options: IngestQueueOptions): SqsQueue {
  const { name, ruleArn, sid, visibilityTimeoutS, deadLetters } = options;
  const queue = new SqsQueue(stack, name, {
    name: stack.named(name),
    sqsManagedSseEnabled: true,
    messageRetentionSeconds: FOURTEEN_DAYS_S,
    // Whoever asks waits for a message: that costs a twentieth of asking each second.
    receiveWaitTimeSeconds: 20,
    ...(visibilityTimeoutS === undefined ? {} : { visibilityTimeoutSeconds: visibilityTimeoutS }),
    ...(deadLetters === undefined
      ? {}
      : {
          redrivePolicy: JSON.stringify({
            deadLetterTargetArn: deadLetters.arn,
            maxReceiveCount: deadLetters.afterReceives,
          }),
        }),
  });
  new SqsQueuePolicy(stack, `${name}-policy`, {
    queueUrl: queue.url,
    policy: policyDocument([
      {
        Sid: sid,
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['sqs:SendMessage'],
        Resource: [queue.arn],
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
    ]),
  });
  return queue;
}

/** Events that could not be delivered, and an alarm on the first of them. */
export function addDeadLetters(
  stack: ProjectStack,
  { ruleArn, topicArn }: { readonly ruleArn: string; readonly topicArn: string },
): SqsQueue {
  const queue = addIngestQueue(stack, { name: 'ingest-dead', ruleArn, sid: 'KeepUndelivered' });
  addAlarm(stack, {
    name: 'ingest-dead-letters',
    description:
      'A file was put into the bucket and nobody has taken it. The messages in the queue of dead letters name it; put the ' +
      'cause right, then send them again (SQS calls it a redrive) or put the file there once more.',
    topicArn,
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: queue.name },
    statistic: 'Maximum',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0,
    period: 300,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
  });
  return queue;
}
