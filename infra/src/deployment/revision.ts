import { DescribeTaskDefinitionCommand, type TaskDefinition } from '@aws-sdk/client-ecs';

import type { Aws } from './aws.ts';
import { ask, isNamed } from './aws-failure.ts';

/** A task definition. */
export interface Revision {
  readonly arn: string;
  /** `family:revision`: its name among people. */
  readonly name: string;
  readonly family: string;
  readonly number: number;
  readonly isActive: boolean;
  readonly registeredAt: Date | undefined;
  readonly tags: ReadonlyMap<string, string>;
  readonly definition: TaskDefinition;
}

/**
 * @param which an ARN, `family:revision`, or a family for its newest active one
 * @returns undefined where there is none
 * @throws AwsFailure
 */
export async function describeRevision({ ecs, looking }: Aws, which: string): Promise<Revision | undefined> {
  const request = new DescribeTaskDefinitionCommand({ taskDefinition: which, include: ['TAGS'] });
  try {
    const { taskDefinition, tags = [] } = await ask('ecs:DescribeTaskDefinition', ecs.send(request, looking));
    if (taskDefinition === undefined) return undefined;
    return readRevision(taskDefinition, new Map(tags.map(({ key = '', value = '' }) => [key, value])));
  } catch (error) {
    // Said of a family that is not there; there is no exception of its own for it.
    if (isNamed(error, 'ClientException')) return undefined;
    throw error;
  }
}

export function readRevision(definition: TaskDefinition, tags: ReadonlyMap<string, string>): Revision {
  const { taskDefinitionArn: arn = '', family = '', revision: number = 0, status, registeredAt } = definition;
  const name = `${family}:${number}`;
  return { arn, name, family, number, isActive: status === 'ACTIVE', registeredAt, tags, definition };
}

/** `family:revision` of an ARN. */
export function revisionName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The tag of the image that its containers run; undefined where none is of this repository. */
export function imageTagOf({ definition }: Revision, repository: string): string | undefined {
  return definition.containerDefinitions
    ?.find(({ image = '' }) => isOf(image, repository))
    ?.image?.slice(repository.length + 1);
}

/** Whether an image is of this repository, under a tag. */
export function isOf(image: string, repository: string): boolean {
  return image.startsWith(`${repository}:`);
}
