import type { Command } from 'commander';

/** The command that these words lead to, as far as they name commands; what stands between and behind does not matter. */
export function findCommand(program: Command, words: readonly string[]): Command {
  let command = program;
  for (const word of words) {
    command = command.commands.find((sub) => sub.name() === word || sub.aliases().includes(word)) ?? command;
  }
  return command;
}

/** Its name with those of the commands that it belongs to, as it is typed behind `./run`; empty for the program. */
export function commandPath(command: Command): string {
  if (command.parent === null) return '';
  return [commandPath(command.parent), command.name()].filter((name) => name !== '').join(' ');
}
