import type { Cli } from '../cli.ts';
import type { Infra } from './open-infra.ts';
import type { Stack } from './read-stacks.ts';
import { terraformFailed } from './terraform-failed.ts';

/**
 * Lets terraform have the provider and find the state of a stack.
 *
 * @param again the command line that goes on where this fails
 * @throws CliError TERRAFORM_FAILED
 */
export async function initialise(
  { messages, output }: Cli,
  { terraform }: Infra,
  stack: Stack,
  again: string,
): Promise<void> {
  output.line(messages.infra.preparing(stack.name));
  const answer = await terraform.in(stack.directory).ask(['init', '-input=false', '-no-color']);
  if (answer.outcome === 'answered') return;
  const said = answer.outcome === 'refused' ? answer.complaint : '';
  throw terraformFailed({ stack: stack.name, command: 'init', said, again }, messages);
}
