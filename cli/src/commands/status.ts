import { isActive } from '@regpipe/contracts';
import type { Command } from 'commander';
import { Option } from 'commander';

import { latestJob } from '../choose-job.ts';
import type { Cli } from '../cli.ts';
import { EXIT } from '../cli-error.ts';
import { followJob, reportJob } from '../follow-job.ts';
import { datasetOption, jobArgument, jsonOption } from '../options.ts';
import { addCommand } from './add-command.ts';

interface StatusOptions {
  readonly dataset: string;
  readonly watch?: true;
}

export function registerStatus(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'status', {
    group: 'jobs',
    arguments: [jobArgument(messages, messages.options.jobToShow)],
    options: [datasetOption(messages), new Option('--watch', messages.options.watch), jsonOption(messages)],
  }).action(async (given: number | undefined, options: StatusOptions) => {
    cli.exitCode = await showStatus(cli, given, options);
  });
}

async function showStatus(cli: Cli, given: number | undefined, options: StatusOptions): Promise<number> {
  const job = given === undefined ? await latestJob(cli, options.dataset) : await cli.api.job(given);
  if (!isActive(job.status)) return reportJob(cli, job);
  if (options.watch) return followJob(cli, () => Promise.resolve(job));
  reportJob(cli, job);
  return EXIT.ok;
}
