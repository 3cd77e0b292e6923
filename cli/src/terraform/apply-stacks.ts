import type { Cli } from '../cli.ts';
import { CliError, EXIT } from '../cli-error.ts';
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

export interface ApplyOptions {
  /** Without terraform's question. */
  readonly auto: boolean;
  /** The command line that goes on where a stack fails, given those that are left. */
  readonly again: (left: readonly string[]) => string;
}

/**
 * Applies the stacks, one behind the other. Terraform shows what it will change and asks.
 *
 * @param stacks in order
 * @throws CliError CONFIRMATION_NEEDED, CONFIG_INVALID, STACKS_MISSING or TERRAFORM_FAILED
 */
export async function applyStacks(
  cli: Cli,
  infra: Infra,
  stacks: readonly Stack[],
  { auto, again }: ApplyOptions,
): Promise<void> {
  const { messages, output } = cli;
  const words = messages.infra;
  const names = stacks.map(({ name }) => name);
  if (!canAsk(output)) {
    if (!auto) {
      throw new CliError({
        code: 'CONFIRMATION_NEEDED',
        message: words.applyNeedsYes(names),
        next: words.applyNeedsYesNext,
        exitCode: EXIT.usage,
      });
    }
    checkVariables(stacks, infra.settings.environment, messages);
  }
  tellWarnings(cli, stacks);
  await refuseGaps(cli, infra, stacks, again(names));
  for (const [index, stack] of stacks.entries()) {
    const left = again(names.slice(index));
    await initialise(cli, infra, stack, left);
    output.line(words.applying(stack.name));
    const done = names.slice(0, index);
    await runTerraform(cli, infra, { stack, command: 'apply', unasked: auto, done, again: left });
  }
  output.line(words.applied(names));
}

async function refuseGaps(cli: Cli, infra: Infra, stacks: readonly Stack[], again: string): Promise<void> {
  const before = (stack: Stack) => needsOf(stack, infra.stacks).filter((other) => !stacks.includes(other));
  const applied = await findApplied(cli, infra, stacks.flatMap(before), again);
  for (const stack of stacks) {
    const missing = before(stack).filter((other) => !applied.has(other));
    if (missing.length > 0) throw notYetApplied(stack, missing, cli.messages);
  }
}
