import { RegisterTaskDefinitionCommand, type TaskDefinition } from '@aws-sdk/client-ecs';

import type { Aws } from './aws.ts';
import { ask, AwsFailure } from './aws-failure.ts';
import { TAGS } from './names.ts';
import { isOf, readRevision, type Revision } from './revision.ts';

export interface NewRevision {
  /** What it is a copy of, but for the image. */
  readonly base: Revision;
  readonly repository: string;
  readonly imageTag: string;
  readonly commit: string;
  /** `family:revision` of what the service used before; none for a task that is no service. */
  readonly previous?: string;
}

/** Registers a task definition like another one with a new image. @throws AwsFailure */
export async function registerRevision(aws: Aws, wanted: NewRevision): Promise<Revision> {
  const { base, repository, imageTag } = wanted;
  const tags = tagsOf(wanted);
  const request = new RegisterTaskDefinitionCommand({
    ...settable(base.definition),
    family: base.family,
    containerDefinitions: base.definition.containerDefinitions?.map((container) =>
      isOf(container.image ?? '', repository)
        ? { ...container, image: `${repository}:${imageTag}` }
        : container,
    ),
    tags: [...tags].map(([key, value]) => ({ key, value })),
  });
  const operation = 'ecs:RegisterTaskDefinition';
  const { taskDefinition } = await ask(operation, aws.ecs.send(request));
  if (taskDefinition === undefined) {
    throw new AwsFailure(operation, new TypeError('The answer has no task definition.'));
  }
  return readRevision(taskDefinition, tags);
}

/** Those of the base stay: by some of them costs are told apart, and by others the migration finds its network. */
function tagsOf({ base, commit, previous }: NewRevision): ReadonlyMap<string, string> {
  const tags = new Map(base.tags).set(TAGS.commit, commit).set(TAGS.managedBy, 'regpipe');
  tags.delete(TAGS.previous);
  return previous === undefined ? tags : tags.set(TAGS.previous, previous);
}

/** A task definition without what ECS says of it by itself. */
function settable(definition: TaskDefinition) {
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _registeredAt,
    registeredBy: _registeredBy,
    deregisteredAt: _deregisteredAt,
    deleteRequestedAt: _deleteRequestedAt,
    ...rest
  } = definition;
  return rest;
}
