import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { readInfraSettings } from '../settings.ts';
import { chooseStacks } from '../terraform/choose-stacks.ts';
import { openInfra } from '../terraform/open-infra.ts';
import { validateStacks } from '../terraform/validate-stacks.ts';
import { addCommand } from './add-command.ts';
import { stacksArgument } from './stacks-argument.ts';

export function registerTfValidate(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'tf-validate', {
    group: 'aws',
    arguments: [stacksArgument(messages)],
    options: [],
  }).action(async (names: readonly string[]) => {
    const { terraform, stacks } = await openInfra(cli, readInfraSettings());
    await validateStacks(cli, terraform, chooseStacks(stacks, names, messages));
  });
}
