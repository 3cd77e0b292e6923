import { ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';

import type { Aws } from './aws.ts';
import { ask } from './aws-failure.ts';
import { TAGS } from './names.ts';
import { describeRevision, type Revision, revisionName } from './revision.ts';

/** How far back it is looked for what carries no pointer. */
const MOST_LOOKED_AT = 20;

/**
 * What a service used before the task definition that it uses now: the one that its tag names or, where it has none or
 * that one was deregistered, the last before it that a deployment has registered.
 *
 * @throws AwsFailure
 */
export async function findPrevious(aws: Aws, used: Revision): Promise<Revision | undefined> {
  const named = used.tags.get(TAGS.previous);
  const tagged = named === undefined ? undefined : await describeRevision(aws, named);
  if (tagged?.isActive === true) return tagged;
  for (const arn of await earlier(aws, used)) {
    const revision = await describeRevision(aws, arn);
    if (revision?.isActive === true && revision.tags.has(TAGS.commit)) return revision;
  }
  return undefined;
}

/** ARNs of the family's active revisions before this one, the newest first. */
async function earlier({ ecs, looking }: Aws, { family, number }: Revision): Promise<string[]> {
  // Its prefix: families whose name only begins like it are listed, too.
  const request = new ListTaskDefinitionsCommand({ familyPrefix: family, status: 'ACTIVE', sort: 'DESC' });
  const { taskDefinitionArns = [] } = await ask('ecs:ListTaskDefinitions', ecs.send(request, looking));
  return taskDefinitionArns
    .filter((arn) => {
      const [itsFamily, itsNumber] = revisionName(arn).split(':');
      return itsFamily === family && Number(itsNumber) < number;
    })
    .slice(0, MOST_LOOKED_AT);
}
