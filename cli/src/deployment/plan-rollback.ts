import type { Registry, Revision, RunningService } from './load-tools.ts';
import type { DeployedService } from './rollout-order.ts';
import type { Session } from './session.ts';

/** What becomes of a service when the others go back. */
export type RollbackStep =
  | { readonly action: 'back'; readonly to: Revision; readonly toTag: string | undefined }
  /** It has another image than the newest deployment: that one was stopped before it came to this service. */
  | { readonly action: 'stays' }
  | { readonly action: 'nothing-before' }
  /** @property tag of the image that it would need */
  | { readonly action: 'image-gone'; readonly tag: string };

export interface PlannedService {
  readonly service: DeployedService;
  readonly used: Revision;
  readonly usedTag: string | undefined;
  readonly step: RollbackStep;
}

interface UsedRevision {
  readonly service: DeployedService;
  readonly used: Revision;
  readonly tag: string | undefined;
}

/**
 * What each service used before. Without names it is the newest deployment that is taken back: services that run another
 * image than it brought stay, as they would go back too far.
 *
 * @param named those that go back in any case
 * @throws AwsFailure
 */
export async function planRollback(
  session: Session,
  registry: Registry,
  running: readonly RunningService[],
  named: readonly DeployedService[],
): Promise<PlannedService[]> {
  const { tools, aws } = session;
  const found: UsedRevision[] = [];
  for (const { name, taskDefinition } of running) {
    const used = await tools.describeRevision(aws, taskDefinition);
    if (used === undefined) continue;
    found.push({ service: name as DeployedService, used, tag: tools.imageTagOf(used, registry.regpipe) });
  }
  const newest = found.toSorted((one, other) => registered(other) - registered(one))[0];
  const planned: PlannedService[] = [];
  for (const { service, used, tag } of found) {
    const stays = named.length === 0 && tag !== newest?.tag;
    const step: RollbackStep = stays ? { action: 'stays' } : await stepBack(session, registry, used);
    planned.push({ service, used, usedTag: tag, step });
  }
  return planned;
}

function registered({ used }: UsedRevision): number {
  return used.registeredAt?.getTime() ?? 0;
}

async function stepBack({ tools, aws }: Session, registry: Registry, used: Revision): Promise<RollbackStep> {
  const to = await tools.findPrevious(aws, used);
  if (to === undefined) return { action: 'nothing-before' };
  const toTag = tools.imageTagOf(to, registry.regpipe);
  const isThere = toTag === undefined || (await tools.hasImage(aws, aws.names.repositories.regpipe, toTag));
  return isThere ? { action: 'back', to, toTag } : { action: 'image-gone', tag: toTag };
}
