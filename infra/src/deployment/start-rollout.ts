import { UpdateServiceCommand } from '@aws-sdk/client-ecs';

import type { Aws } from './aws.ts';
import { ask, AwsFailure } from './aws-failure.ts';

/** A deployment of ECS that is under way. */
export interface Rollout {
  /** Ours, without the project. */
  readonly service: string;
  /** Of ECS. */
  readonly id: string;
  readonly createdAt: Date | undefined;
  /** Task definitions, by their ARNs. */
  readonly from: string;
  readonly to: string;
}

/** Lets a service go over to a task definition. @throws AwsFailure */
export async function startRollout(aws: Aws, wanted: Omit<Rollout, 'id' | 'createdAt'>): Promise<Rollout> {
  const { ecs, names } = aws;
  const operation = 'ecs:UpdateService';
  const request = new UpdateServiceCommand({
    cluster: names.cluster,
    service: names.service(wanted.service),
    taskDefinition: wanted.to,
  });
  const { service } = await ask(operation, ecs.send(request));
  const primary = service?.deployments?.find(({ status }) => status === 'PRIMARY');
  if (primary?.id === undefined) {
    throw new AwsFailure(operation, new TypeError('The answer has no deployment.'));
  }
  return { ...wanted, id: primary.id, createdAt: primary.createdAt };
}
