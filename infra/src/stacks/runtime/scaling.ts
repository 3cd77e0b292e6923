import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy/index.js';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { backlogPerTask } from './backlog-per-task.ts';
import type { Measure, Scaling } from './services.ts';

export interface ScalingOptions extends Scaling {
  /** Without the project in front. */
  readonly name: string;
  /** As ECS knows them. */
  readonly clusterName: string;
  readonly serviceName: string;
  /** How the load balancer's requests for it are called; of one that scales by them. */
  readonly requestLabel: string | undefined;
}

const MOST_CPU_PERCENT = 70;
/** In which AWS counts requests. */
const PERIOD_S = 60;

/** A new task works within a minute: to ask for more before would be to ask twice. */
const OUT_COOLDOWN_S = 60;
/** A task that is taken away is missed for longer: what it held comes again after its ack wait. */
const IN_COOLDOWN_S = 300;

/** Has AWS run as many tasks of a service as there is work for, within its limits. */
export function addScaling(stack: ProjectStack, options: ScalingOptions): void {
  const { name, clusterName, serviceName, least, most, by } = options;
  const target = new AppautoscalingTarget(stack, `${name}-scaling`, {
    serviceNamespace: 'ecs',
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: `service/${clusterName}/${serviceName}`,
    minCapacity: least,
    maxCapacity: most,
  });
  for (const measure of by) {
    const kind = kindOf(measure);
    new AppautoscalingPolicy(stack, `${name}-by-${kind}`, {
      name: stack.named(`${name}-${kind}`),
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        scaleOutCooldown: OUT_COOLDOWN_S,
        scaleInCooldown: IN_COOLDOWN_S,
        ...trackingOf(stack, measure, options),
      },
    });
  }
}

function kindOf(measure: Measure): 'cpu' | 'requests' | 'backlog' {
  if (measure === 'cpu') return 'cpu';
  return 'requestsPerSecond' in measure ? 'requests' : 'backlog';
}

function trackingOf(stack: ProjectStack, measure: Measure, options: ScalingOptions) {
  const { clusterName, serviceName, most, requestLabel } = options;
  if (measure === 'cpu') {
    return {
      targetValue: MOST_CPU_PERCENT,
      predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    };
  }
  if ('requestsPerSecond' in measure) {
    return {
      targetValue: measure.requestsPerSecond * PERIOD_S,
      predefinedMetricSpecification: {
        predefinedMetricType: 'ALBRequestCountPerTarget',
        ...(requestLabel === undefined ? {} : { resourceLabel: requestLabel }),
      },
    };
  }
  return backlogPerTask({
    backlog: measure,
    mostTasks: most,
    project: stack.settings.project,
    dimensions: { ClusterName: clusterName, ServiceName: serviceName },
  });
}
