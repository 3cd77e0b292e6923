import type { Argument, Command, Option } from 'commander';

import type { Cli } from '../cli.ts';
import type { Messages } from '../messages/index.ts';

type CommandName = keyof Messages['commands'];
type Group = keyof Messages['program']['groups'];

export interface CommandShape {
  readonly group: Group;
  readonly arguments?: readonly Argument[];
  readonly options: readonly Option[];
}

/**
 * Adds a command with its description and examples, both from the messages, to the program, or to the command whose name
 * its own begins with.
 */
export function addCommand(program: Command, cli: Cli, name: CommandName, shape: CommandShape): Command {
  const { messages } = cli;
  const { description, examples } = messages.commands[name];
  const command = program
    .command(name.slice(name.lastIndexOf(' ') + 1))
    .description(description)
    .helpGroup(messages.program.groups[shape.group])
    .addHelpText(
      'after',
      `\n${messages.program.examples}\n${examples.map((line) => `  ${line}`).join('\n')}`,
    );
  for (const argument of shape.arguments ?? []) command.addArgument(argument);
  for (const option of shape.options) command.addOption(option);
  return command;
}
