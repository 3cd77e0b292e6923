import type { Deployment } from '@aws-sdk/client-ecs';

import { primaryOf, type RunningService } from './find-services.ts';
import type { Rollout } from './start-rollout.ts';

/** How far a rollout has come, by a look at its service. */
export type RolloutView =
  | { readonly state: 'rolling' | 'completed'; readonly tasks: TaskCounts }
  /** @property goesBackTo the task definition that ECS brings back by itself */
  | { readonly state: 'failed'; readonly reason: string; readonly goesBackTo: string | undefined }
  /** Somebody else has let the service go over to something else meanwhile. */
  | { readonly state: 'superseded'; readonly by: string };

export interface TaskCounts {
  readonly running: number;
  readonly desired: number;
  /** That did not start, or were not healthy. */
  readonly failed: number;
}

const NONE: TaskCounts = { running: 0, desired: 0, failed: 0 };
/** How the circuit breaker speaks of the deployment that brings the one before back. */
const ROLLING_BACK = /rolling back/i;

/** Pure. */
export function judgeRollout(rollout: Rollout, service: RunningService): RolloutView {
  const primary = primaryOf(service);
  const own = service.deployments.find(({ id }) => id === rollout.id);
  if (own === undefined) {
    // ECS may answer with what was a moment ago.
    if (primary === undefined || !isLater(primary, rollout)) return { state: 'rolling', tasks: NONE };
    return judgeOther(rollout, primary, '');
  }
  const reason = own.rolloutStateReason ?? '';
  const isPrimary = own.id === primary?.id;
  if (own.rolloutState === 'FAILED') {
    return { state: 'failed', reason, goesBackTo: isPrimary ? undefined : primary?.taskDefinition };
  }
  if (!isPrimary && primary !== undefined) return judgeOther(rollout, primary, reason);
  return { state: own.rolloutState === 'COMPLETED' ? 'completed' : 'rolling', tasks: tasksOf(own) };
}

/** Another deployment has taken its place: that of the circuit breaker, or somebody's. */
function judgeOther(rollout: Rollout, primary: Deployment, reason: string): RolloutView {
  const { taskDefinition = '', rolloutStateReason = '' } = primary;
  if (taskDefinition !== rollout.from && !ROLLING_BACK.test(rolloutStateReason)) {
    return { state: 'superseded', by: taskDefinition };
  }
  return { state: 'failed', reason: reason || rolloutStateReason, goesBackTo: taskDefinition };
}

function isLater({ createdAt }: Deployment, rollout: Rollout): boolean {
  if (createdAt === undefined || rollout.createdAt === undefined) return false;
  return createdAt.getTime() > rollout.createdAt.getTime();
}

export function tasksOf({ runningCount, desiredCount, failedTasks }: Deployment): TaskCounts {
  return { running: runningCount ?? 0, desired: desiredCount ?? 0, failed: failedTasks ?? 0 };
}
