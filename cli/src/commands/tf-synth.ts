import { join, relative } from 'node:path';

import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { alignColumns, indent } from '../format.ts';
import { type InfraSettings, readInfraSettings } from '../settings.ts';
import { synthesise } from '../terraform/synthesise.ts';
import { tellWarnings } from '../terraform/tell-warnings.ts';
import { addCommand } from './add-command.ts';

export function registerTfSynth(program: Command, cli: Cli): void {
  addCommand(program, cli, 'tf-synth', { group: 'aws', options: [] }).action(() =>
    runTfSynth(cli, readInfraSettings()),
  );
}

async function runTfSynth(cli: Cli, settings: InfraSettings): Promise<void> {
  const { messages, output } = cli;
  const words = messages.infra;
  const stacks = await synthesise(settings, messages);
  const rows = stacks.map(({ name, directory }) => [
    name,
    relative(settings.root, join(directory, 'cdk.tf.json')),
  ]);
  output.lines([words.written(stacks.length), ...indent(alignColumns(rows, ['left', 'left'])), '']);
  tellWarnings(cli, stacks);
  output.line(words.toApply);
}
