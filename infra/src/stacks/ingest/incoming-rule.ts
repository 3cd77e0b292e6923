import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';

import { PREFIXES } from '../../constructs/arrivals.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';

/** The events of files that are there to be loaded. */
export function addIncomingRule(stack: ProjectStack, bucketName: string): CloudwatchEventRule {
  return new CloudwatchEventRule(stack, 'incoming-rule', {
    name: stack.named('incoming'),
    description: 'A file was put into the bucket to be loaded',
    eventPattern: JSON.stringify({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [bucketName] }, object: { key: [{ prefix: PREFIXES.incoming }] } },
    }),
  });
}
