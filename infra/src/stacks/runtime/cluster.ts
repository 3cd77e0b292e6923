import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster/index.js';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers/index.js';
import type { EcsServiceCapacityProviderStrategy } from '@cdktf/provider-aws/lib/ecs-service/index.js';
import type { ITerraformDependable } from 'cdktf';

import type { ProjectStack } from '../../constructs/project-stack.ts';

export interface Cluster {
  readonly arn: string;
  readonly name: string;
  /** On what its services run. */
  readonly strategy: readonly EcsServiceCapacityProviderStrategy[];
  /** Services can name no strategy before. */
  readonly ready: ITerraformDependable;
}

/** Where all services run. It counts its tasks (Container Insights): scaling and alarms need their number. */
export function addCluster(stack: ProjectStack): Cluster {
  const { settings } = stack;
  const cluster = new EcsCluster(stack, 'cluster', {
    name: settings.project,
    setting: [{ name: 'containerInsights', value: 'enabled' }],
  });
  const strategy = strategyOf(settings.fargate_spot);
  const ready = new EcsClusterCapacityProviders(stack, 'capacity', {
    clusterName: cluster.name,
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: strategy,
  });
  return { arn: cluster.arn, name: cluster.name, strategy, ready };
}

/** Of each service one task stays when AWS wants its spare capacity back, so that none is ever without. */
function strategyOf(spot: boolean): EcsServiceCapacityProviderStrategy[] {
  if (!spot) return [{ capacityProvider: 'FARGATE', weight: 1 }];
  return [
    { capacityProvider: 'FARGATE', base: 1, weight: 0 },
    { capacityProvider: 'FARGATE_SPOT', weight: 1 },
  ];
}
