import { CliError, EXIT } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';

export interface TerraformFailure {
  /** The stack's name. */
  readonly stack: string;
  /** Of terraform, such as `init`. */
  readonly command: string;
  /** Whether it has put a question of its own. */
  readonly asked?: boolean;
  /** What it said, where nobody has seen it. */
  readonly said?: string;
  /** Its exit code, where it was seen at work. */
  readonly code?: number;
  /** By Ctrl-C. */
  readonly interrupted?: boolean;
  /** The stacks that the same command line has done before. */
  readonly done?: readonly string[];
  /** The command line that goes on from here. */
  readonly again: string;
}

/** Names the stack, what has been done by then, and how to go on. */
export function terraformFailed(failure: TerraformFailure, messages: Messages): CliError {
  const { stack, command, asked = false, said, code = 1, interrupted = false, done = [], again } = failure;
  const words = messages.infra;
  const message = [
    said === undefined
      ? words.ended(command, stack, code, asked)
      : words.refused(command, stack, withoutFrame(said)),
    ...(done.length === 0 ? [] : [words.doneBefore(done)]),
  ];
  const next = said === undefined ? words.endedNext(again, command !== 'plan') : words.refusedNext(again);
  return new CliError({
    code: 'TERRAFORM_FAILED',
    message: message.join('\n'),
    next,
    exitCode: interrupted ? EXIT.interrupted : EXIT.failed,
  });
}

/** Terraform begins with warnings about its own settings, and draws frames around what it says. */
export function withoutFrame(said: string): string {
  const lines = said.split('\n').map((line) => line.replace(/^[│╷╵] ?/u, ''));
  const first = lines.findIndex((line) => line.startsWith('Error: '));
  return lines.slice(Math.max(first, 0)).join('\n').trim();
}
