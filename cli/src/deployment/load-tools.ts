import type * as Tools from '../../../infra/src/deployment/index.ts';
import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';

/** What deploys to AWS. It lives with the stacks, since it needs what nothing else does. */
export type DeploymentTools = typeof Tools;
export type {
  Aws,
  AwsFailure,
  LogPlace,
  MigrationEnd,
  Registry,
  Revision,
  Rollout,
  RolloutEnd,
  RunningService,
  Settings as StackSettings,
  TaskCounts,
} from '../../../infra/src/deployment/index.ts';

/** @throws CliError INFRA_MISSING where it is not installed, as in the image */
export async function loadTools(messages: Messages): Promise<DeploymentTools> {
  try {
    return await import('../../../infra/src/deployment/index.ts');
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    const { cannotLoad, cannotLoadNext } = messages.deployment;
    throw new CliError({ code: 'INFRA_MISSING', message: cannotLoad, next: cannotLoadNext, cause });
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND';
}
