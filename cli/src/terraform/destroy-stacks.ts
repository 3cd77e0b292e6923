import type { Cli } from '../cli.ts';
import { CliError } from '../cli-error.ts';
import { canAsk, confirm } from '../confirm.ts';
import { checkVariables } from './check-variables.ts';
import { countTypes } from './count-types.ts';
import { findApplied } from './find-applied.ts';
import { initialise } from './initialise.ts';
import { listResources } from './list-resources.ts';
import type { Infra } from './open-infra.ts';
import type { Stack } from './read-stacks.ts';
import { runTerraform } from './run-terraform.ts';
import { dependantsOf } from './stack-relations.ts';

export interface DestroyOptions {
  /** Without a question. */
  readonly auto: boolean;
  /** What the question begins with. */
  readonly intro: readonly string[];
  /** The command line that goes on where a stack fails, given those that are left. */
  readonly again: (left: readonly string[]) => string;
}

/**
 * Destroys what the stacks have on AWS, the last one first, after a yes to a list of it.
 *
 * @param stacks in the order in which they are applied
 * @returns the names of those that had anything, in the order in which they went
 * @throws CliError STACKS_REMAIN, CONFIRMATION_NEEDED, DECLINED, CONFIG_INVALID or TERRAFORM_FAILED
 */
export async function destroyStacks(
  cli: Cli,
  infra: Infra,
  stacks: readonly Stack[],
  { auto, intro, again }: DestroyOptions,
): Promise<readonly string[]> {
  const { messages, output } = cli;
  const words = messages.infra;
  const line = again(stacks.map(({ name }) => name));
  const found = new Map<Stack, readonly string[]>();
  for (const stack of stacks.toReversed()) {
    const resources = await listResources(cli, infra, stack, line);
    if (resources.length > 0) found.set(stack, resources);
  }
  const going = [...found.keys()];
  if (going.length === 0) return [];
  await refuseOrphans(cli, infra, going, line);
  if (!canAsk(output)) checkVariables(going, infra.settings.environment, messages);
  if (!auto) {
    const facts = [...found].flatMap(([{ name }, types]) => [
      words.stackHas(name, types.length),
      ...countTypes(types).map((text) => `    ${text}`),
    ]);
    await confirm(cli, { facts: [...intro, ...facts], question: words.destroyQuestion });
  }
  const names = going.map(({ name }) => name);
  for (const [index, stack] of going.entries()) {
    const left = again(names.slice(index));
    await initialise(cli, infra, stack, left);
    output.line(words.destroying(stack.name));
    const done = names.slice(0, index);
    await runTerraform(cli, infra, { stack, command: 'destroy', unasked: true, done, again: left });
  }
  return names;
}

/** What stays must not lose what it needs. */
async function refuseOrphans(cli: Cli, infra: Infra, going: readonly Stack[], again: string): Promise<void> {
  const others = going
    .flatMap((stack) => dependantsOf(stack, infra.stacks))
    .filter((other) => !going.includes(other));
  const orphans = [...(await findApplied(cli, infra, others, again))].map(({ name }) => name);
  if (orphans.length === 0) return;
  throw new CliError({
    code: 'STACKS_REMAIN',
    message: cli.messages.infra.stacksRemain(
      going.map(({ name }) => name),
      orphans,
    ),
    next: cli.messages.infra.stacksRemainNext(orphans),
  });
}
