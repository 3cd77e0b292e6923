import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { CliError } from '../cli-error.ts';
import { readStackSettings } from '../settings.ts';
import { stopStack } from '../stack/detach-stack.ts';
import { readStackState } from '../stack/stack-state.ts';
import { addCommand } from './add-command.ts';

export function registerStop(program: Command, cli: Cli): void {
  const { messages, output } = cli;
  addCommand(program, cli, 'stop', { group: 'stack', options: [] }).action(async () => {
    const { dataDirectory } = readStackSettings();
    const state = await readStackState(dataDirectory);
    if (state === undefined) {
      output.line(messages.stack.noneRuns(dataDirectory));
      return;
    }
    output.line(messages.stack.stopping);
    if (!(await stopStack(state))) {
      throw new CliError({
        code: 'STACK_FAILED',
        message: messages.stack.doesNotEnd(state.pid),
        next: messages.stack.doesNotEndNext(state.pid),
      });
    }
    output.line(messages.stack.stopped);
  });
}
