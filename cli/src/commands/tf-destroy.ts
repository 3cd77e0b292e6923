import type { Command } from 'commander';

import { removeLocalFiles } from '../aws/disconnect-aws.ts';
import type { Cli } from '../cli.ts';
import { autoOption } from '../options.ts';
import { readInfraSettings } from '../settings.ts';
import { chooseStacks } from '../terraform/choose-stacks.ts';
import { destroyStacks } from '../terraform/destroy-stacks.ts';
import { openInfra } from '../terraform/open-infra.ts';
import { addCommand } from './add-command.ts';
import { stacksArgument } from './stacks-argument.ts';

interface DestroyCommandOptions {
  readonly auto?: boolean;
}

export function registerTfDestroy(program: Command, cli: Cli): void {
  const { messages, output } = cli;
  addCommand(program, cli, 'tf-destroy', {
    group: 'aws',
    arguments: [stacksArgument(messages)],
    options: [autoOption(messages)],
  }).action(async (names: readonly string[], { auto = false }: DestroyCommandOptions) => {
    const infra = await openInfra(cli, readInfraSettings());
    const destroyed = await destroyStacks(cli, infra, chooseStacks(infra.stacks, names, messages), {
      auto,
      intro: [messages.infra.willDestroy],
      again: (left) => `./run tf-destroy ${left.join(' ')}`,
    });
    // The keys that `./run setup` has written are those of the user that is gone.
    if (destroyed.includes('monitoring')) await removeLocalFiles(infra.settings.root);
    output.line(messages.infra.destroyed(destroyed));
  });
}
