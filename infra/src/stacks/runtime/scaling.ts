import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy/index.js';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target/index.js';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { backlogPerTask } from './backlog-per-task.ts';
import type { Scaling } from './services.ts';

export interface ScalingOptions extends Scaling {
  /** Without the project in front. */
  readonly name: string;
  /** As ECS knows them. */
  readonly clusterName: string;
  readonly serviceName: string;
}

const MOST_CPU_PERCENT = 70;

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
  new AppautoscalingPolicy(stack, `${name}-scaling-policy`, {
    name: stack.named(by === 'cpu' ? `${name}-cpu` : `${name}-backlog`),
    policyType: 'TargetTrackingScaling',
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      scaleOutCooldown: OUT_COOLDOWN_S,
      scaleInCooldown: IN_COOLDOWN_S,
      ...(by === 'cpu'
        ? {
            targetValue: MOST_CPU_PERCENT,
            predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
          }
        : backlogPerTask({
            backlog: by,
            mostTasks: most,
            project: stack.settings.project,
            dimensions: { ClusterName: clusterName, ServiceName: serviceName },
          })),
    },
  });
}
