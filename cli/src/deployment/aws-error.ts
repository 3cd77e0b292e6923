import { CliError, EXIT } from '../cli-error.ts';
import { printable } from '../format.ts';
import type { Messages } from '../messages/index.ts';
import type { AwsFailure } from './load-tools.ts';

/** What AWS did not do, with the next step. @param standing lines that say what has been done until then */
export function awsError(
  failure: AwsFailure,
  messages: Messages,
  standing: readonly string[] = [],
): CliError {
  const words = messages.deployment.aws;
  const { operation, reason } = failure;
  const next = {
    credentials: words.credentialsNext,
    denied: words.deniedNext(operation),
    busy: words.busyNext,
    unreachable: words.unreachableNext,
    refused: words.refusedNext,
  };
  return new CliError({
    code: `AWS_${reason.toUpperCase()}`,
    message: [words[reason](operation, printable(failure.message)), ...standing].join('\n'),
    next: next[reason],
    exitCode: reason === 'unreachable' ? EXIT.unreachable : EXIT.failed,
    cause: failure,
  });
}
