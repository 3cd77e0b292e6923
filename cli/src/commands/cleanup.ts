import { type Command, Option } from 'commander';

import { disconnectAws, isConnected, removeLocalFiles } from '../aws/disconnect-aws.ts';
import type { Cli } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { checkDocker } from '../containers/check-docker.ts';
import { dockerIn } from '../containers/docker.ts';
import { removeEverything } from '../containers/remove-everything.ts';
import { autoOption } from '../options.ts';
import { readContainerSettings, readInfraSettings } from '../settings.ts';
import { addCommand } from './add-command.ts';

interface CleanupOptions {
  readonly auto?: boolean;
  readonly keepAws?: boolean;
}

export function registerCleanup(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'cleanup', {
    group: 'containers',
    options: [autoOption(messages), new Option('--keep-aws', messages.options.keepAws)],
  }).action(async ({ auto = false, keepAws = false }: CleanupOptions) => {
    await removeContainers(cli, auto);
    await leaveAws(cli, { auto, keep: keepAws });
  });
}

async function removeContainers(cli: Cli, auto: boolean): Promise<void> {
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

async function leaveAws(
  cli: Cli,
  { auto, keep }: { readonly auto: boolean; readonly keep: boolean },
): Promise<void> {
  const settings = readInfraSettings();
  const connected = await isConnected(settings);
  if (connected && keep) cli.output.line(cli.messages.aws.kept);
  else if (connected) await disconnectAws(cli, settings, { auto });
  else if (!keep) await removeLocalFiles(settings.root);
}
