import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { autoOption } from '../options.ts';
import { readInfraSettings } from '../settings.ts';
import { applyStacks } from '../terraform/apply-stacks.ts';
import { chooseStacks } from '../terraform/choose-stacks.ts';
import { openInfra } from '../terraform/open-infra.ts';
import { addCommand } from './add-command.ts';
import { stacksArgument } from './stacks-argument.ts';

interface ApplyCommandOptions {
  readonly auto?: boolean;
}

export function registerTfApply(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'tf-apply', {
    group: 'aws',
    arguments: [stacksArgument(messages)],
    options: [autoOption(messages)],
  }).action(async (names: readonly string[], { auto = false }: ApplyCommandOptions) => {
    const infra = await openInfra(cli, readInfraSettings());
    await applyStacks(cli, infra, chooseStacks(infra.stacks, names, messages), {
      auto,
      again: (left) => `./run tf-apply ${left.join(' ')}`,
    });
  });
}
