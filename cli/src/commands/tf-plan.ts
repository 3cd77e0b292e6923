import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { readInfraSettings } from '../settings.ts';
import { chooseStacks } from '../terraform/choose-stacks.ts';
import { openInfra } from '../terraform/open-infra.ts';
import { planStacks } from '../terraform/plan-stacks.ts';
import { addCommand } from './add-command.ts';
import { stacksArgument } from './stacks-argument.ts';

export function registerTfPlan(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'tf-plan', {
    group: 'aws',
    arguments: [stacksArgument(messages)],
    options: [],
  }).action(async (names: readonly string[]) => {
    const infra = await openInfra(cli, readInfraSettings());
    const stacks = chooseStacks(infra.stacks, names, messages);
    await planStacks(cli, infra, stacks, { chosen: names.length > 0 });
  });
}
