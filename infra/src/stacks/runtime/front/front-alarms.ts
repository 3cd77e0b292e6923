import { addAlarm } from '../../../constructs/alarm.ts';
import type { ProjectStack } from '../../../constructs/project-stack.ts';
import { failureShare, NAMESPACE } from './failure-share.ts';
import { type FrontService, FRONTS } from './fronts.ts';

const SLOW_S = 0.1;

export interface FrontAlarmsOptions {
  readonly service: FrontService;
  /** How CloudWatch calls the load balancer and the target group of the service. */
  readonly loadBalancer: string;
  readonly targetGroup: string;
  readonly topicArn: string;
}

/** What is watched of the way to the tasks of a service that takes requests. */
export function addFrontAlarms(stack: ProjectStack, options: FrontAlarmsOptions): void {
  const { service, loadBalancer, targetGroup, topicArn } = options;
  const { called, quick, advice } = FRONTS[service];
  const dimensions = { LoadBalancer: loadBalancer, TargetGroup: targetGroup };
  addAlarm(stack, {
    name: `${service}-5xx`,
    description: `More than 1 % of the answers of the ${called} are failures. ${advice.failing}`,
    topicArn,
    ...failureShare(
      { metricName: 'RequestCount', dimensions },
      { metricName: 'HTTPCode_Target_5XX_Count', dimensions },
    ),
  });

  addAlarm(stack, {
    name: `${service}-slow`,
    description: `Answers of the ${called} take longer than 100 ms to begin, at the ${quick}. ${advice.slow}`,
    topicArn,
    namespace: NAMESPACE,
    // Until the headers are there, so that event streams and downloads count as what they are until then: quick.
    metricName: 'TargetResponseTime',
    dimensions,
    // Not the average, which a few slow ones would lift for hundreds of others.
    extendedStatistic: quick,
    evaluateLowSampleCountPercentiles: 'ignore',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: SLOW_S,
    period: 300,
    evaluationPeriods: 3,
    treatMissingData: 'notBreaching',
  });

  const watched = { topicArn, namespace: NAMESPACE, dimensions, statistic: 'Maximum' } as const;
  addAlarm(stack, {
    ...watched,
    name: `${service}-unhealthy`,
    description:
      `A task of the ${called} does not answer its health checks, and gets no requests. ECS replaces it; look at why it ` +
      'stopped, and at the end of its log.',
    metricName: 'UnHealthyHostCount',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0,
    period: 60,
    evaluationPeriods: 3,
    treatMissingData: 'notBreaching',
  });

  addAlarm(stack, {
    ...watched,
    name: `${service}-none-healthy`,
    description:
      `No task of the ${called} answers. Look at the events of the ECS service: whether its tasks start, and why they ` +
      'stopped.',
    metricName: 'HealthyHostCount',
    comparisonOperator: 'LessThanThreshold',
    threshold: 1,
    period: 60,
    evaluationPeriods: 3,
    // Tasks that are gone are not unhealthy: they are not counted at all.
    treatMissingData: 'breaching',
  });
}
