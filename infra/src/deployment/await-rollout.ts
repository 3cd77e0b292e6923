import type { Aws } from './aws.ts';
import { AwsFailure } from './aws-failure.ts';
import { explainFailure } from './explain-failure.ts';
import { findServices, type RunningService } from './find-services.ts';
import { judgeRollout, type RolloutView, type TaskCounts } from './judge-rollout.ts';
import type { Rollout } from './start-rollout.ts';
import { type Patience, watch } from './watch.ts';

export type RolloutEnd =
  | { readonly outcome: 'completed' }
  /** @property reasons why its tasks did not work, in the words of ECS */
  | {
      readonly outcome: 'failed';
      readonly reasons: readonly string[];
      readonly goesBackTo: string | undefined;
    }
  | { readonly outcome: 'superseded'; readonly by: string }
  /** The service was deleted meanwhile. */
  | { readonly outcome: 'gone' }
  /** It goes on by itself. */
  | { readonly outcome: 'timed-out' };

export interface RolloutPatience extends Patience {
  readonly onTasks: (tasks: TaskCounts) => void;
}

interface Seen {
  readonly service: RunningService | undefined;
  readonly view: RolloutView | undefined;
}

/** Waits until ECS says how a rollout has ended. @throws AwsFailure, and what an abort throws */
export async function awaitRollout(
  aws: Aws,
  rollout: Rollout,
  patience: RolloutPatience,
): Promise<RolloutEnd> {
  const seen = await watch<Seen>(async () => {
    const [service] = await findServices(aws, [rollout.service]);
    if (service === undefined) return { service, view: undefined };
    const view = judgeRollout(rollout, service);
    if ('tasks' in view) patience.onTasks(view.tasks);
    return view.state === 'rolling' ? undefined : { service, view };
  }, patience);
  if (seen === undefined) return { outcome: 'timed-out' };
  const { service, view } = seen;
  if (service === undefined || view === undefined) return { outcome: 'gone' };
  if (view.state === 'superseded') return { outcome: 'superseded', by: view.by };
  if (view.state !== 'failed') return { outcome: 'completed' };
  const reasons = await explainFailure(aws, rollout, service).catch(notExplained);
  return {
    outcome: 'failed',
    reasons: reasons.length > 0 ? reasons : [view.reason],
    goesBackTo: view.goesBackTo,
  };
}

/** That it failed is known, and must be told even where AWS does not say why. */
function notExplained(error: unknown): string[] {
  if (error instanceof AwsFailure) return [];
  throw error;
}
