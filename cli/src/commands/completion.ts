import { resolve } from 'node:path';

import { Argument, type Command } from 'commander';

import type { Cli } from '../cli.ts';
import { liveValues } from '../completion/live-values.ts';
import { readCommandTree } from '../completion/read-command-tree.ts';
import { completionScript, LIVE_COMMAND, type Shell, SHELLS } from '../completion/shell-script.ts';
import { LIVE_KINDS, type LiveKind } from '../completion/value-source.ts';
import { printable } from '../format.ts';
import { addCommand } from './add-command.ts';

const RUN = resolve(import.meta.dirname, '../../../run');
/** Whoever presses TAB does not wait for an answer that may not come. */
const LIVE_LIMIT_MS = 1_000;

export function registerCompletion(program: Command, cli: Cli): void {
  const { messages, output } = cli;
  addCommand(program, cli, 'completion', {
    group: 'help',
    arguments: [new Argument('<shell>', messages.options.shell).choices([...SHELLS])],
    options: [],
  }).action((shell: Shell) => {
    const instructions = messages.completion[shell](RUN);
    output.stream.write(completionScript({ shell, tree: readCommandTree(program), run: RUN, instructions }));
  });
  registerLiveValues(program, cli);
}

/** What the script calls for values that only the API knows. Never says why there are none: nobody has asked. */
function registerLiveValues(program: Command, cli: Cli): void {
  program
    .command(LIVE_COMMAND, { hidden: true })
    .addArgument(new Argument('<kind>').choices([...LIVE_KINDS]))
    .argument('[command]')
    .action(async (kind: LiveKind, command: string | undefined) => {
      const { messages, output } = cli;
      try {
        const signal = AbortSignal.timeout(LIVE_LIMIT_MS);
        for (const { word, note } of await liveValues(cli.api, kind, command ?? '', messages, signal)) {
          output.stream.write(`${printable(word)}\t${printable(note)}\n`);
        }
      } catch {
        cli.exitCode = 1;
      }
    });
}
