import { type Command, Option } from 'commander';

import type { Cli } from '../cli.ts';
import { EXIT } from '../cli-error.ts';
import { readStackSettings } from '../settings.ts';
import { describeStack } from '../stack/describe-stack.ts';
import { hostStack } from '../stack/host-stack.ts';
import { terminalText } from '../terminal-text.ts';
import { addCommand } from './add-command.ts';

export function registerDev(program: Command, cli: Cli): void {
  addCommand(program, cli, 'dev', {
    group: 'stack',
    options: [new Option('--for-demo').hideHelp()],
  }).action(async (options: { readonly forDemo?: true }) => {
    cli.exitCode = await runDev(cli, options.forDemo === true);
  });
}

/** Runs the stack in the foreground until it is told to end. @returns the exit code */
async function runDev({ messages, output }: Cli, forDemo: boolean): Promise<number> {
  // Loaded here: the other commands are to start without it.
  const { prettyFactory } = await import('pino-pretty');
  const settings = readStackSettings();
  const ending = nextSignal();
  const pretty = prettyFactory({
    colorize: output.stream.isTTY,
    messageKey: 'message',
    timestampKey: 'timestamp',
    ignore: 'name,event',
    messageFormat: '{name}: {message}',
    singleLine: true,
  });
  const stack = await hostStack({
    settings,
    messages,
    forDemo,
    onStep: (step) => output.line(messages.stack.steps[step]),
    onLine: (line) => output.stream.write(terminalText(pretty(line))),
  });
  output.lines(['', ...describeStack(stack, settings.dataDirectory, messages), '', messages.stack.toEnd, '']);
  await ending;
  output.line(messages.stack.stopping);
  await stack.stop();
  output.line(messages.stack.stopped);
  return EXIT.ok;
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    // On: a second Ctrl-C out of impatience must not end us before the servers have closed their files.
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
    // The terminal was closed.
    process.on('SIGHUP', () => resolve());
  });
}
