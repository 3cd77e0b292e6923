import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import type { Stack } from './read-stacks.ts';

/** A stack needs what is not there. */
export function notYetApplied(stack: Stack, missing: readonly Stack[], messages: Messages): CliError {
  const names = missing.map(({ name }) => name);
  return new CliError({
    code: 'STACKS_MISSING',
    message: messages.infra.stacksMissing(stack.name, names),
    next: messages.infra.stacksMissingNext(names),
  });
}
