import { errorCode, errorMessage } from '@regpipe/contracts';

import type { Cli } from './cli.ts';
import { CliError } from './cli-error.ts';
import { describeProblem } from './describe-problem.ts';

/**
 * Tells what went wrong and what to do next: one JSON document on stdout with `--json`, else lines on stderr. The stack
 * shows only when debugging.
 *
 * @returns the exit code
 */
export function reportError(thrown: unknown, cli: Pick<Cli, 'messages' | 'output'>, debug: boolean): number {
  const { messages, output } = cli;
  const error = asCliError(thrown, cli);
  const { code, message, next } = error;
  if (output.json) output.result({ error: { code, message, next } }, () => []);
  else {
    output.complain((style) => describeProblem(error, messages, style));
  }
  if (debug && thrown instanceof Error) output.complain((style) => [style('dim', stackOf(thrown))]);
  return error.exitCode;
}

function asCliError(thrown: unknown, { messages }: Pick<Cli, 'messages'>): CliError {
  if (thrown instanceof CliError) return thrown;
  // What packages have found out keeps its code: a stack that does not start is no fault of the program.
  const code = errorCode(thrown);
  return new CliError({
    code,
    message: errorMessage(thrown),
    next: code === 'INTERNAL' ? messages.errors.internalNext : messages.nextSteps[code],
    cause: thrown,
  });
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\n  [cause] ${stackOf(error.cause)}` : '';
  return (error.stack ?? error.message) + cause;
}
