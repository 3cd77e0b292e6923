import type { Cli } from '../cli.ts';
import { canAsk } from '../confirm.ts';
import type { Infra } from './open-infra.ts';
import type { Stack } from './read-stacks.ts';
import { type TerraformFailure, terraformFailed } from './terraform-failed.ts';

export interface TerraformRun extends Pick<TerraformFailure, 'done' | 'again'> {
  readonly stack: Stack;
  readonly command: 'plan' | 'apply' | 'destroy';
  /** Without terraform's own question. */
  readonly unasked: boolean;
}

/**
 * Runs terraform on a stack where the user can see it.
 *
 * @throws CliError TERRAFORM_FAILED
 */
export async function runTerraform(cli: Cli, { terraform }: Infra, run: TerraformRun): Promise<void> {
  const { stack, command, unasked, done, again } = run;
  const asked = command === 'apply' && !unasked;
  const args = [
    command,
    ...(canAsk(cli.output) ? [] : ['-input=false', '-no-color']),
    ...(unasked && command !== 'plan' ? ['-auto-approve'] : []),
  ];
  // Ctrl-C reaches terraform by itself, which then needs a moment to write down what there is.
  let interrupted = false;
  const stay = () => {
    interrupted = true;
  };
  process.on('SIGINT', stay);
  try {
    const code = await terraform.in(stack.directory).run(args);
    if (code === 0) return;
    throw terraformFailed(
      {
        stack: stack.name,
        command,
        asked,
        code,
        again,
        interrupted,
        ...(done === undefined ? {} : { done }),
      },
      cli.messages,
    );
  } finally {
    process.off('SIGINT', stay);
  }
}
