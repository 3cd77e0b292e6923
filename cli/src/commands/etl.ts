import { type Command, Option } from 'commander';

import type { Cli } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { followJob } from '../follow-job.ts';
import {
  acceptOption,
  autoOption,
  datasetOption,
  type JobOptions,
  jobRequest,
  jsonOption,
  sourceOptions,
} from '../options.ts';
import { describeGuards, describeLive } from '../publication-facts.ts';
import { addCommand } from './add-command.ts';

interface EtlOptions extends JobOptions {
  readonly auto?: true;
}

export function registerEtl(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'etl', {
    group: 'jobs',
    options: [
      datasetOption(messages),
      ...sourceOptions(messages),
      new Option('--force', messages.options.force),
      acceptOption(messages),
      autoOption(messages),
      jsonOption(messages),
    ],
  }).action(async (options: EtlOptions) => {
    cli.exitCode = await runFullJob(cli, options);
  });
}

async function runFullJob(cli: Cli, options: EtlOptions): Promise<number> {
  const { api, messages, output } = cli;
  const view = await api.dataset(options.dataset);
  const facts = [...describeLive(view, messages), ...describeGuards(view.last_job, options.accept, messages)];
  if (options.auto) output.lines([...facts, '']);
  else await confirm(cli, { facts, question: messages.confirm.startQuestion });
  return followJob(cli, () => api.start(jobRequest(options, 'full')));
}
