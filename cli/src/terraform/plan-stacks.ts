import type { Cli } from '../cli.ts';
import { canAsk } from '../confirm.ts';
import { checkVariables } from './check-variables.ts';
import { findApplied } from './find-applied.ts';
import { initialise } from './initialise.ts';
import { notYetApplied } from './not-yet-applied.ts';
import type { Infra } from './open-infra.ts';
import type { Stack } from './read-stacks.ts';
import { runTerraform } from './run-terraform.ts';
import { needsOf } from './stack-relations.ts';
import { tellWarnings } from './tell-warnings.ts';

/**
 * Shows what applying would change. A stack can be planned when those that it needs are there: of all stacks, those that
 * cannot yet are named; of chosen ones none may be such.
 *
 * @throws CliError STACKS_MISSING, CONFIG_INVALID or TERRAFORM_FAILED
 */
export async function planStacks(
  cli: Cli,
  infra: Infra,
  stacks: readonly Stack[],
  { chosen }: { readonly chosen: boolean },
): Promise<void> {
  const { messages, output } = cli;
  const again = './run tf-plan';
  const needed = stacks.flatMap((stack) => needsOf(stack, infra.stacks));
  const applied = await findApplied(cli, infra, needed, again);
  const missing = (stack: Stack) => needsOf(stack, infra.stacks).filter((other) => !applied.has(other));

  const waiting = stacks.filter((stack) => missing(stack).length > 0);
  const [first] = waiting;
  if (chosen && first !== undefined) throw notYetApplied(first, missing(first), messages);
  const ready = stacks.filter((stack) => !waiting.includes(stack));
  if (!canAsk(output)) checkVariables(ready, infra.settings.environment, messages);
  tellWarnings(cli, ready);
  for (const stack of ready) {
    await initialise(cli, infra, stack, again);
    output.line(messages.infra.planning(stack.name));
    await runTerraform(cli, infra, { stack, command: 'plan', unasked: false, again });
  }
  for (const stack of waiting) output.line(messages.infra.waits(stack.name, namesOf(missing(stack))));
}

function namesOf(stacks: readonly Stack[]): string[] {
  return stacks.map(({ name }) => name);
}
