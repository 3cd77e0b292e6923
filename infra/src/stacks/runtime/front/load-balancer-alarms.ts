import { addAlarm } from '../../../constructs/alarm.ts';
import type { ProjectStack } from '../../../constructs/project-stack.ts';

const NAMESPACE = 'AWS/ApplicationELB';

const MOST_FAILED_PERCENT = 1;
/** So many in five minutes are no accident; of a hundred requests a single one is a percent already. */
const FEWEST_FAILED = 5;
const SLOW_S = 0.1;

export interface LoadBalancerAlarmsOptions {
  readonly arnSuffix: string;
  readonly targetGroupArnSuffix: string;
  readonly topicArn: string;
}

/** What is watched of the way to the gateways. */
export function addLoadBalancerAlarms(stack: ProjectStack, options: LoadBalancerAlarmsOptions): void {
  const { arnSuffix, targetGroupArnSuffix, topicArn } = options;
  const ofBalancer = { LoadBalancer: arnSuffix };
  const ofGateways = { ...ofBalancer, TargetGroup: targetGroupArnSuffix };

  const counted = (id: string, metricName: string, dimensions: Readonly<Record<string, string>>) => ({
    id,
    returnData: false,
    metric: { namespace: NAMESPACE, metricName, dimensions, period: 300, stat: 'Sum' },
  });
  addAlarm(stack, {
    name: 'gateway-5xx',
    description:
      `More than ${MOST_FAILED_PERCENT} % of the requests to the gateways fail. Look for ERROR in the log of the gateway, and ` +
      'whether PostgreSQL and the tracker are there (GET /ready).',
    topicArn,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: MOST_FAILED_PERCENT,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
    metricQuery: [
      counted('requests', 'RequestCount', ofBalancer),
      counted('by_gateways', 'HTTPCode_Target_5XX_Count', ofBalancer),
      counted('by_balancer', 'HTTPCode_ELB_5XX_Count', ofBalancer),
      { id: 'failed', expression: 'FILL(by_gateways, 0) + FILL(by_balancer, 0)', returnData: false },
      {
        id: 'percent',
        label: 'Failed requests in percent',
        // Requests are counted where a gateway could be chosen: without one the balancer's own answers are all there is.
        expression: `IF(failed >= ${FEWEST_FAILED}, 100 * failed / (FILL(requests, 0) + FILL(by_balancer, 0)), 0)`,
        returnData: true,
      },
    ],
  });

  addAlarm(stack, {
    name: 'gateway-slow',
    description:
      'A tenth of the requests wait for more than 100 ms for their answer to begin. Look at the CPU of the gateways and of ' +
      'PostgreSQL, and whether the search indexes of the live version are built.',
    topicArn,
    namespace: NAMESPACE,
    // Until the headers are there, so that event streams and downloads count as what they are until then: quick.
    metricName: 'TargetResponseTime',
    dimensions: ofGateways,
    // Not the average: one comparison of two versions, which may take many seconds, would lift it for hundreds of others.
    extendedStatistic: 'p90',
    evaluateLowSampleCountPercentiles: 'ignore',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: SLOW_S,
    period: 300,
    evaluationPeriods: 3,
    treatMissingData: 'notBreaching',
  });

  addAlarm(stack, {
    name: 'gateway-unhealthy',
    description:
      'A gateway does not answer its health checks, and gets no requests. ECS replaces it; look at why its task stopped, ' +
      'and at the end of its log.',
    topicArn,
    namespace: NAMESPACE,
    metricName: 'UnHealthyHostCount',
    dimensions: ofGateways,
    statistic: 'Maximum',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0,
    period: 60,
    evaluationPeriods: 3,
    treatMissingData: 'notBreaching',
  });

  addAlarm(stack, {
    name: 'gateway-none-healthy',
    description:
      'No gateway answers. Look at the events of the ECS service: whether its tasks start, and why they stopped.',
    topicArn,
    namespace: NAMESPACE,
    metricName: 'HealthyHostCount',
    dimensions: ofGateways,
    statistic: 'Maximum',
    comparisonOperator: 'LessThanThreshold',
    threshold: 1,
    period: 60,
    evaluationPeriods: 3,
    // Tasks that are gone are not unhealthy: they are not counted at all.
    treatMissingData: 'breaching',
  });
}
