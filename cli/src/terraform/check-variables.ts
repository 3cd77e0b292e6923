import { CliError, EXIT } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import type { Environment } from '../settings.ts';
import type { Stack } from './read-stacks.ts';

/**
 * Where nobody can be asked, what terraform would ask for has to be given.
 *
 * @throws CliError CONFIG_INVALID naming every variable that is not
 */
export function checkVariables(stacks: readonly Stack[], environment: Environment, messages: Messages): void {
  const needed = new Set(stacks.flatMap(({ variables }) => variables.map((name) => `TF_VAR_${name}`)));
  const absent = [...needed].filter((name) => environment[name] === undefined);
  if (absent.length === 0) return;
  throw new CliError({
    code: 'CONFIG_INVALID',
    message: messages.infra.variablesMissing(absent),
    next: messages.infra.variablesMissingNext,
    exitCode: EXIT.usage,
  });
}
