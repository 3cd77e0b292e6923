import { EcsService } from '@cdktf/provider-aws/lib/ecs-service/index.js';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition/index.js';
import type { ITerraformDependable } from 'cdktf';

import { addDiscovery } from '../../constructs/ecs/discovery.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { Network } from '../network/network.ts';

export interface NatsServiceOptions {
  /** Without the project in front; also its name in the network's zone. */
  readonly name: string;
  /** From 0. */
  readonly index: number;
  readonly clusterArn: string;
  readonly task: EcsTaskDefinition;
  readonly network: Network;
  /** What a task cannot start without. */
  readonly after: readonly ITerraformDependable[];
}

/** A service of one task: it is kept running, found by its name, and there never are two, as both would write one store. */
export function addNatsService(stack: ProjectStack, options: NatsServiceOptions): EcsService {
  const { name, index, network } = options;
  const zones = network.privateSubnetIds;
  const registry = addDiscovery(stack, name, network.namespace.id);
  return new EcsService(stack, `${name}-service`, {
    name: stack.named(name),
    cluster: options.clusterArn,
    taskDefinition: options.task.arn,
    // Not on Spot: two nodes might be taken away at once.
    launchType: 'FARGATE',
    desiredCount: 1,
    // Stopped before the next one starts.
    deploymentMinimumHealthyPercent: 0,
    deploymentMaximumPercent: 100,
    availabilityZoneRebalancing: 'DISABLED',
    // Without a circuit breaker: tried again for as long as the image, a password or the store is not to be had.
    networkConfiguration: {
      // Each in a zone of its own, where there are as many: then the failure of one leaves two nodes.
      subnets: zones.filter((_, zone) => zone === index % zones.length),
      securityGroups: [network.securityGroupIds.nats],
      assignPublicIp: false,
    },
    serviceRegistries: { registryArn: registry.arn },
    propagateTags: 'SERVICE',
    dependsOn: [...options.after],
  });
}
