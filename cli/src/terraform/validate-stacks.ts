import type { Cli } from '../cli.ts';
import { CliError, EXIT } from '../cli-error.ts';
import type { Stack } from './read-stacks.ts';
import type { Terraform } from './terraform.ts';
import { validateStack } from './validate-stack.ts';

/**
 * Says of each stack whether its configuration is valid.
 *
 * @throws CliError INFRA_INVALID; PROVIDER_UNREACHABLE, with an exit code of its own, where only half could be said
 */
export async function validateStacks(
  { messages, output }: Cli,
  terraform: Terraform,
  stacks: readonly Stack[],
): Promise<void> {
  const words = messages.infra;
  const invalid: string[] = [];
  let unprovided: string | undefined;
  for (const stack of stacks) {
    const validation = await validateStack(terraform, stack);
    if (validation.outcome === 'invalid') {
      invalid.push(stack.name);
      output.lines([words.invalid(stack.name), ...validation.problems.map((text) => `  ${text}`)]);
    } else if (validation.outcome === 'unprovided') {
      unprovided ??= validation.reason;
      output.line(words.halfValid(stack.name));
    } else output.line(words.valid(stack.name));
  }
  if (invalid.length > 0) {
    const message = words.someInvalid(invalid);
    throw new CliError({ code: 'INFRA_INVALID', message, next: words.someInvalidNext });
  }
  if (unprovided === undefined) return;
  throw new CliError({
    code: 'PROVIDER_UNREACHABLE',
    message: words.noProvider(unprovided),
    next: words.noProviderNext,
    exitCode: EXIT.unreachable,
  });
}
