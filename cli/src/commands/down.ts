import { Argument, type Command } from 'commander';

import type { Cli } from '../cli.ts';
import { checkDocker } from '../containers/check-docker.ts';
import { dockerIn } from '../containers/docker.ts';
import { EVERY_PROFILE } from '../containers/every-profile.ts';
import { downFailed } from '../containers/remove-everything.ts';
import { readContainerSettings } from '../settings.ts';
import { addCommand } from './add-command.ts';

export function registerDown(program: Command, cli: Cli): void {
  addCommand(program, cli, 'down', {
    group: 'containers',
    arguments: [new Argument('[compose-options...]', cli.messages.options.composeOptions('down'))],
    options: [],
  })
    .allowUnknownOption()
    .action((args: readonly string[]) => runDown(cli, args));
}

async function runDown({ messages, output }: Cli, args: readonly string[]): Promise<void> {
  const docker = dockerIn(readContainerSettings().directory);
  await checkDocker(docker, messages);
  const code = await docker.run(['compose', ...EVERY_PROFILE, 'down', ...args]);
  if (code !== 0) throw downFailed(code, messages);
  output.line(messages.containers.down);
}
