import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import type { Registry } from './load-tools.ts';
import type { Session } from './session.ts';

/** What the stacks make is not there, or not as a deployment needs it. */
export function notApplied(message: string, messages: Messages): CliError {
  return new CliError({ code: 'NOT_APPLIED', message, next: messages.deployment.applyRuntime });
}

/** The repositories of the project's images. @throws CliError NOT_APPLIED, AwsFailure */
export async function requireRegistry({ cli, tools, aws }: Session): Promise<Registry> {
  const registry = await tools.findRegistry(aws);
  if (registry !== undefined) return registry;
  const words = cli.messages.deployment;
  const { regpipe, nats } = aws.names.repositories;
  throw new CliError({
    code: 'NOT_APPLIED',
    message: words.noRegistry([regpipe, nats]),
    next: words.noRegistryNext,
  });
}
