import type { Messages } from '../messages/index.ts';
import { usageError } from '../options.ts';
import type { Stack } from './read-stacks.ts';

/**
 * Those that are named, or else all, in the order in which they are applied.
 *
 * @throws CliError USAGE_INVALID naming those that there are not
 */
export function chooseStacks(
  stacks: readonly Stack[],
  names: readonly string[],
  messages: Messages,
): readonly Stack[] {
  const known = stacks.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw usageError(messages.infra.noSuchStack(unknown, known), messages);
  return names.length === 0 ? stacks : stacks.filter(({ name }) => names.includes(name));
}
