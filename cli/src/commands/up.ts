import { Argument, type Command } from 'commander';

import type { Cli } from '../cli.ts';
import { CliError } from '../cli-error.ts';
import { checkCredentials } from '../containers/check-credentials.ts';
import { checkDocker } from '../containers/check-docker.ts';
import { describeContainers } from '../containers/describe-containers.ts';
import { dockerIn } from '../containers/docker.ts';
import { startContainers } from '../containers/start-containers.ts';
import { readContainerSettings } from '../settings.ts';
import { addCommand } from './add-command.ts';

export function registerUp(program: Command, cli: Cli): void {
  addCommand(program, cli, 'up', {
    group: 'containers',
    arguments: [new Argument('[compose-options...]', cli.messages.options.composeOptions('up'))],
    options: [],
  })
    .allowUnknownOption()
    .action((args: readonly string[]) => runUp(cli, args));
}

async function runUp({ messages, output }: Cli, args: readonly string[]): Promise<void> {
  const words = messages.containers;
  const settings = readContainerSettings();
  const docker = dockerIn(settings.directory);
  await checkDocker(docker, messages);
  if (!settings.hasPasswords) {
    throw new CliError({ code: 'NOT_SET_UP', message: words.notSetUp, next: words.notSetUpNext });
  }
  await checkCredentials(settings.awsCredentials, messages);
  output.line(words.starting);
  await startContainers(docker, messages, args);
  output.lines(['', ...describeContainers(settings, messages)]);
}
