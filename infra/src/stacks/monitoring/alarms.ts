import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';

import { addAlarm } from '../../constructs/alarm.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import { metricOf } from '../../metrics/metric-of.ts';
import type { MetricName } from '../../metrics/metrics.ts';

/** A source is published daily; two hours more are for a slow day and a second attempt. */
export const STALE_AFTER_S = 26 * 3_600;

/**
 * A projector records them faster than the API takes them in, so in a sound system none is seen to wait. So many are what
 * five seconds of 1,000 commands each bring.
 */
export const COMMANDS_WAITING = 5_000;

/** The alarms about what the log lines say. */
export function addLogAlarms(stack: ProjectStack, topicArn: string): readonly CloudwatchMetricAlarm[] {
  const metric = (name: MetricName) => metricOf(stack.settings.project, name);
  return [
    addAlarm(stack, {
      name: 'high-error-count',
      description:
        'Five or more ERROR lines in five minutes. Read them, level = "ERROR", in the log group; docs/errors.md says of ' +
        'each code what to do.',
      topicArn,
      ...metric('ErrorCount'),
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 5,
      period: 300,
      evaluationPeriods: 1,
      // Who says nothing has no errors; whether the services are alive is asked by stale-publication.
      treatMissingData: 'notBreaching',
    }),
    addAlarm(stack, {
      name: 'etl-failed',
      description:
        'A job failed, was interrupted, or is partial; what was published before is live. ./run status JOB says why and ' +
        'what to do: most often ./run resume JOB, or ./run redrive JOB for a partial one.',
      topicArn,
      ...metric('ETLFailed'),
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      period: 60,
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
      // The next minute without a failure repairs nothing.
      tellsWhenOver: false,
    }),
    addAlarm(stack, {
      name: 'stale-publication',
      description:
        'A data set was last compared with its source more than 26 hours ago, or no gateway has reported for a quarter of ' +
        'an hour. Are the services up? ./run jobs and ./run schedule list say whether jobs are started, and what became ' +
        'of them.',
      topicArn,
      ...metric('VerifiedAge'),
      comparisonOperator: 'GreaterThanThreshold',
      threshold: STALE_AFTER_S,
      period: 300,
      // A gateway that is being replaced is silent for a few minutes.
      evaluationPeriods: 3,
      // Silence is no sign of freshness: the services are down, or nothing was ever published.
      treatMissingData: 'breaching',
    }),
    addAlarm(stack, {
      name: 'dead-letters',
      description:
        'Chunks failed every delivery: their records are missing. Remove the cause, which the job names, then ' +
        './run redrive JOB.',
      topicArn,
      ...metric('DeadLetters'),
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      period: 300,
      evaluationPeriods: 1,
      // They stay dead while nobody counts them.
      treatMissingData: 'ignore',
    }),
    addAlarm(stack, {
      name: 'command-backlog',
      description:
        `More than ${COMMANDS_WAITING} notification commands have been waiting for five minutes: queries do not know of ` +
        'them yet, and when the stream COMMANDS is full no more are taken (COMMANDS_FULL). Look at the log of the ' +
        'projector and at PostgreSQL; docs/notifications.md says what it does with them.',
      topicArn,
      ...metric('CommandBacklog'),
      comparisonOperator: 'GreaterThanThreshold',
      threshold: COMMANDS_WAITING,
      period: 60,
      // One minute is a burst, or a projector that is being replaced.
      evaluationPeriods: 5,
      datapointsToAlarm: 4,
      // They wait while nobody counts them.
      treatMissingData: 'ignore',
    }),
  ];
}
