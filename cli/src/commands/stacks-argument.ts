import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { Argument } from 'commander';

import type { Messages } from '../messages/index.ts';

const STACKS = join(import.meta.dirname, '../../../infra/src/stacks');

/**
 * Names of stacks, for the help and for completion, which must not have to write the configuration for them: each has a
 * folder by its name.
 */
export function stacksArgument(messages: Messages): Argument {
  const names = existsSync(STACKS) ? readdirSync(STACKS) : [];
  const stacks = names.filter((name) => existsSync(join(STACKS, name, `${name}-stack.ts`)));
  return new Argument('[stack...]', messages.options.stacks).choices(stacks);
}
