import { type Deployment, DescribeServicesCommand, type Service } from '@aws-sdk/client-ecs';

import type { Aws } from './aws.ts';
import { ask, isNamed } from './aws-failure.ts';

/** A service of ours in ECS, as it is now. */
export interface RunningService {
  /** Ours, without the project. */
  readonly name: string;
  /** The task definition in use, by its ARN. */
  readonly taskDefinition: string;
  readonly deployments: readonly Deployment[];
  readonly events: Service['events'];
}

/**
 * Those of our services that are in the cluster; none where there is no cluster.
 *
 * @param services ours, without the project; ten at most
 * @throws AwsFailure
 */
export async function findServices(aws: Aws, services: readonly string[]): Promise<RunningService[]> {
  const { ecs, names, looking } = aws;
  const byName = new Map(services.map((name) => [names.service(name), name]));
  const request = new DescribeServicesCommand({ cluster: names.cluster, services: [...byName.keys()] });
  try {
    const answer = await ask('ecs:DescribeServices', ecs.send(request, looking));
    return (answer.services ?? []).flatMap((found) => {
      const name = byName.get(found.serviceName ?? '');
      // ECS shows a service for a while after it was deleted.
      if (name === undefined || found.status !== 'ACTIVE' || found.taskDefinition === undefined) return [];
      const { taskDefinition, deployments = [], events } = found;
      return [{ name, taskDefinition, deployments, events }];
    });
  } catch (error) {
    if (isNamed(error, 'ClusterNotFoundException')) return [];
    throw error;
  }
}

/** The deployment that a service is brought to, or has come to. */
export function primaryOf({ deployments }: Pick<RunningService, 'deployments'>): Deployment | undefined {
  return deployments.find(({ status }) => status === 'PRIMARY');
}
