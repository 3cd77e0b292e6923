import { EcsService } from '@cdktf/provider-aws/lib/ecs-service/index.js';
import { addDiscovery } from '../../constructs/ecs/discovery.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { Network } from '../network/network.ts';
import type { Cluster } from './cluster.ts';
import type { FrontTarget } from './front/load-balancer.ts';
import { FRONTS } from './front/fronts.ts';
import { type Service, SERVICES } from './services.ts';

export interface ServiceOptions {
  readonly name: Service;
  readonly taskDefinitionArn: string;
  readonly cluster: Cluster;
  readonly network: Pick<Network, 'privateSubnetIds' | 'securityGroupIds' | 'namespace'>;
  /** Where requests for it come from. */
  readonly target: Pick<FrontTarget, 'groupArn' | 'ways'> | undefined;
}

/** Before it counts against a task that the load balancer does not find it well. */
const GRACE_S = 120;

/** Keeps tasks of a service running, and replaces them a few at a time. */
export function addService(stack: ProjectStack, options: ServiceOptions): EcsService {
  const { name, taskDefinitionArn, cluster, network, target } = options;
  const { desired, front } = SERVICES[name];
  const discovery = addDiscovery(stack, name, network.namespace.id);
  return new EcsService(stack, `${name}-service`, {
    name: stack.named(name),
    cluster: cluster.arn,
    taskDefinition: taskDefinitionArn,
    desiredCount: desired,
    capacityProviderStrategy: [...cluster.strategy],
    // Without it the provider deletes a service that is to run on other capacity, and makes it anew.
    forceNewDeployment: true,
    // The new ones work before the old ones go: of every service there may be two, and a moment without one would be
    // felt (no tracker: no job can be started).
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    availabilityZoneRebalancing: 'ENABLED',
    enableExecuteCommand: false,
    enableEcsManagedTags: true,
    propagateTags: 'SERVICE',
    networkConfiguration: {
      subnets: [...network.privateSubnetIds],
      securityGroups: [network.securityGroupIds[name]],
      assignPublicIp: false,
    },
    serviceRegistries: { registryArn: discovery.arn },
    ...(target === undefined || front === undefined
      ? {}
      : {
          loadBalancer: [
            { targetGroupArn: target.groupArn, containerName: name, containerPort: FRONTS[front].port },
          ],
          healthCheckGracePeriodSeconds: GRACE_S,
        }),
    // ECS refuses a target group that belongs to no load balancer.
    dependsOn: [cluster.ready, ...(target?.ways ?? [])],
    // Theirs who deploy (./run deploy) and scale.
    lifecycle: { ignoreChanges: ['task_definition', 'desired_count'] },
  });
}
