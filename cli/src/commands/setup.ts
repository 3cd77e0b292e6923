import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { buildImage } from '../containers/build-image.ts';
import { checkCredentials } from '../containers/check-credentials.ts';
import { checkDocker } from '../containers/check-docker.ts';
import { describeContainers } from '../containers/describe-containers.ts';
import { dockerIn } from '../containers/docker.ts';
import { makePasswords } from '../containers/make-passwords.ts';
import { startContainers } from '../containers/start-containers.ts';
import { readContainerSettings } from '../settings.ts';
import { addCommand } from './add-command.ts';

export function registerSetup(program: Command, cli: Cli): void {
  addCommand(program, cli, 'setup', { group: 'containers', options: [] }).action(() => runSetup(cli));
}

/** From a fresh clone to a stack that works. May be run again: what is there is kept, what has changed is renewed. */
async function runSetup({ messages, output }: Cli): Promise<void> {
  const words = messages.containers;
  const { directory, builtElsewhere, awsCredentials } = readContainerSettings();
  const docker = dockerIn(directory);
  await checkDocker(docker, messages);
  await checkCredentials(awsCredentials, messages);

  output.line(words.makingPasswords);
  await makePasswords(directory, messages);
  if (!builtElsewhere) {
    output.line(words.building);
    await buildImage(docker, messages);
  }
  output.line(words.starting);
  await startContainers(docker, messages, []);
  // Read anew: the passwords are there now.
  output.lines(['', ...describeContainers(readContainerSettings(), messages)]);
}
