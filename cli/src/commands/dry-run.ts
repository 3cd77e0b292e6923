import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { followJob } from '../follow-job.ts';
import { datasetOption, type JobOptions, jobRequest, jsonOption, sourceOptions } from '../options.ts';
import { addCommand } from './add-command.ts';

export function registerDryRun(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'dry-run', {
    group: 'jobs',
    options: [datasetOption(messages), ...sourceOptions(messages), jsonOption(messages)],
  }).action(async (options: JobOptions) => {
    cli.exitCode = await followJob(cli, () => cli.api.start(jobRequest(options, 'dry-run')));
  });
}
