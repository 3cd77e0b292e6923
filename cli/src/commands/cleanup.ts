import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { checkDocker } from '../containers/check-docker.ts';
import { dockerIn } from '../containers/docker.ts';
import { removeEverything } from '../containers/remove-everything.ts';
import { autoOption } from '../options.ts';
import { readContainerSettings } from '../settings.ts';
import { addCommand } from './add-command.ts';

interface CleanupOptions {
  readonly auto?: true;
}

export function registerCleanup(program: Command, cli: Cli): void {
  addCommand(program, cli, 'cleanup', {
    group: 'containers',
    options: [autoOption(cli.messages)],
  }).action((options: CleanupOptions) => runCleanup(cli, options.auto === true));
}

async function runCleanup(cli: Cli, auto: boolean): Promise<void> {
  const { messages, output } = cli;
  const words = messages.containers;
  const { directory, image, builtElsewhere, envFile } = readContainerSettings();
  const docker = dockerIn(directory);
  await checkDocker(docker, messages);
  if (!auto) {
    const facts = builtElsewhere ? words.willRemove : [...words.willRemove, words.willRemoveImage(image)];
    await confirm(cli, { facts, question: words.removeQuestion });
  }
  const imageGone = await removeEverything(docker, messages, builtElsewhere ? undefined : image);
  output.line(imageGone ? words.removed : words.removedButImage(image));
  output.line(words.envKept(envFile));
}
