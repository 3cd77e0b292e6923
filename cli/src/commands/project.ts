import { Argument, type Command, Option } from 'commander';

import type { Cli } from '../cli.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { addCommand, type CommandShape } from './add-command.ts';

type ProjectCommand = 'test' | 'verify' | 'bench' | 'faults';

/**
 * What the script `run` does by itself, before it comes to the CLI. It stands here to be found: in the help, and by the
 * completion, which is why it has options and no words about them; those are in the help of the program itself.
 */
const SHAPES: Readonly<Record<ProjectCommand, Omit<CommandShape, 'group'>>> = {
  test: { arguments: [new Argument('[path...]')], options: options('--long') },
  verify: { arguments: [new Argument('[path...]')], options: options('--long') },
  bench: {
    arguments: [
      new Argument('[mode]').choices(['growth', 'replicas', 'serving', 'small', 'notifications', 'drops']),
    ],
    options: options(
      '--rows <n>',
      '--large-rows <n>',
      '--rounds <n>',
      '--most <n>',
      '--records <n>',
      '--rate <n>',
      '--commands <n>',
      '--seconds <n>',
      '--only <way>',
      '--no-references',
      '--results <dir>',
      '--json',
    ),
  },
  faults: {
    options: options(
      '--short',
      '--only <words>',
      '--random',
      '--seed <s>',
      '--minutes <m>',
      '--list',
      '--results <dir>',
      '--json',
    ),
  },
};

export function registerProject(program: Command, cli: Cli): void {
  const { messages } = cli;
  for (const [name, shape] of Object.entries(SHAPES)) {
    addCommand(program, cli, name as ProjectCommand, { group: 'project', ...shape })
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        throw new CliError({
          code: 'USAGE_INVALID',
          message: messages.usage.ofTheScript(name),
          next: messages.usage.ofTheScriptNext(name),
          exitCode: EXIT.usage,
        });
      });
  }
}

function options(...flags: readonly string[]): Option[] {
  return flags.map((flag) => new Option(flag));
}
