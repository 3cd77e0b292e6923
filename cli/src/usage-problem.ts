import type { Command, CommanderError } from 'commander';

import type { CliError } from './cli-error.ts';
import { commandPath, findCommand } from './find-command.ts';
import type { Messages } from './messages/index.ts';
import { usageError } from './options.ts';

const SIMILAR = /\n?\(Did you mean (?:one of )?([^?]+)\?\)/;

/** What commander complains about, in the user's words: what is wrong, and what was probably meant. */
export function usageProblem(
  error: CommanderError,
  program: Command,
  words: readonly string[],
  messages: Messages,
): CliError {
  const [suggestion = '', similar = ''] = SIMILAR.exec(error.message) ?? [];
  const text = error.message.replace(suggestion, '').replace(/^error: /, '');
  const command = findCommand(program, words);
  const isCommand = error.code === 'commander.unknownCommand';
  const meant = similar
    .split(', ')
    .filter((word) => word !== '')
    .map((word) => (isCommand ? runLine(command, word) : word));
  // `help` has no commands of its own: those that it explains are the program's.
  const whole = isCommand && command.commands.length === 0 ? program : command;
  const help = messages.usage.seeHelp(runLine(whole, '--help'));
  const next = meant.length === 0 ? help : `${messages.usage.didYouMean(meant)} ${help}`;
  return usageError(messages.usage.problem(error.code, text), messages, next);
}

function runLine(command: Command, word: string): string {
  return ['./run', commandPath(command), word].filter((part) => part !== '').join(' ');
}
