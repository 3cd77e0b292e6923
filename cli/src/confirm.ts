import type { Cli } from './cli.ts';
import { CliError, EXIT } from './cli-error.ts';
import type { Output } from './output.ts';

export interface Question {
  /** What the answer decides about, in lines; shown above the question. */
  readonly facts: readonly string[];
  readonly question: string;
}

/** Whether a program that we start could ask a person by itself. */
export function canAsk({ stream }: Output): boolean {
  return process.stdin.isTTY && stream.isTTY;
}

/**
 * Asks a person before something that others will notice.
 *
 * @throws CliError CONFIRMATION_NEEDED when there is no terminal to ask on, DECLINED on a no, and on Ctrl-C
 */
export async function confirm({ messages, output }: Cli, { facts, question }: Question): Promise<void> {
  const words = messages.confirm;
  // With stdout in a pipe the question goes to stderr: it must reach a person, not the pipe.
  const screen = [output.stream, process.stderr].find((stream) => stream.isTTY);
  if (!process.stdin.isTTY || screen === undefined) {
    throw new CliError({
      code: 'CONFIRMATION_NEEDED',
      message: [words.needed, ...facts].join('\n'),
      next: words.neededNext,
      exitCode: EXIT.usage,
    });
  }
  // Loaded here: the other commands are to start without it.
  const { confirm: ask, isCancel } = await import('@clack/prompts');
  screen.write(`${facts.join('\n')}\n`);
  const answer = await ask({
    message: question,
    active: words.yes,
    inactive: words.no,
    initialValue: false,
    output: screen,
  });
  if (answer === true) return;
  throw new CliError({
    code: 'DECLINED',
    message: words.declined,
    next: words.declinedNext,
    exitCode: isCancel(answer) ? EXIT.interrupted : EXIT.failed,
  });
}
