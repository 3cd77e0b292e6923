import { NOTIFICATIONS } from '@regpipe/contracts';
import { Argument, type Command } from 'commander';

import type { Cli } from '../cli.ts';
import { followRebuild } from '../follow-rebuild.ts';
import { jsonOption } from '../options.ts';
import { addCommand } from './add-command.ts';

export function registerRebuild(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'rebuild', {
    group: 'publications',
    arguments: [new Argument('<projection>', messages.options.projection).choices([NOTIFICATIONS])],
    options: [jsonOption(messages)],
  }).action(async (name: string) => {
    cli.exitCode = await followRebuild(cli, name);
  });
}
