import { addAlarm } from '../../../constructs/alarm.ts';
import type { ProjectStack } from '../../../constructs/project-stack.ts';
import { failureShare } from './failure-share.ts';

export interface LoadBalancerAlarmsOptions {
  readonly arnSuffix: string;
  readonly topicArn: string;
}

/** What the load balancer answers by itself is counted for all of it together, whoever the request was for. */
export function addLoadBalancerAlarms(stack: ProjectStack, options: LoadBalancerAlarmsOptions): void {
  const dimensions = { LoadBalancer: options.arnSuffix };
  addAlarm(stack, {
    name: 'load-balancer-5xx',
    description:
      'More than 1 % of the requests never get an answer of a service: the load balancer finds nobody for them, or gives ' +
      'up waiting. Look at the alarms on unhealthy gateways and query services, and at the ends of their logs.',
    topicArn: options.topicArn,
    ...failureShare(
      { metricName: 'RequestCount', dimensions },
      { metricName: 'HTTPCode_ELB_5XX_Count', dimensions },
    ),
  });
}
