import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';

import type { ProjectStack } from './project-stack.ts';

type Handled = 'alarmName' | 'alarmDescription' | 'alarmActions' | 'okActions';

export interface AlarmOptions extends Omit<CloudwatchMetricAlarmConfig, Handled> {
  /** Without the project in front. */
  readonly name: string;
  /** What is wrong, and what to do first: this is the text of the mail. */
  readonly description: string;
  readonly topicArn: string;
  /** False where its end says nothing of the trouble's, so that no mail calls it over; true unless told otherwise. */
  readonly tellsWhenOver?: boolean;
}

/** An alarm that tells the topic when it begins, and when it is over. */
export function addAlarm(stack: ProjectStack, options: AlarmOptions): CloudwatchMetricAlarm {
  const { name, description, topicArn, tellsWhenOver = true, ...rest } = options;
  return new CloudwatchMetricAlarm(stack, `${name}-alarm`, {
    ...rest,
    alarmName: stack.named(name),
    alarmDescription: description,
    alarmActions: [topicArn],
    okActions: tellsWhenOver ? [topicArn] : [],
  });
}
