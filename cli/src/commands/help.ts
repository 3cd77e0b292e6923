import { Argument, type Command } from 'commander';

import type { Cli } from '../cli.ts';
import { addCommand } from './add-command.ts';

/** In place of commander's own, which looks no further than to the first word. */
export function registerHelp(program: Command, cli: Cli): void {
  program.helpCommand(false);
  addCommand(program, cli, 'help', {
    group: 'help',
    arguments: [new Argument('[command...]', cli.messages.options.commandToExplain)],
    options: [],
  }).action((words: readonly string[]) => {
    let command = program;
    for (const word of words) {
      const sub = command.commands.find((one) => one.name() === word);
      if (sub === undefined) {
        // commander says that there is none, and which it may have been.
        command.parse([word], { from: 'user' });
        return;
      }
      command = sub;
    }
    command.outputHelp();
  });
}
