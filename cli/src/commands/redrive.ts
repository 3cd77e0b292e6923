import type { Command } from 'commander';

import { latestJob } from '../choose-job.ts';
import type { Cli } from '../cli.ts';
import { followJob } from '../follow-job.ts';
import { datasetOption, jobArgument, jsonOption } from '../options.ts';
import { addCommand } from './add-command.ts';

export function registerRedrive(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'redrive', {
    group: 'jobs',
    arguments: [jobArgument(messages, messages.options.jobToRedrive)],
    options: [datasetOption(messages), jsonOption(messages)],
  }).action(async (given: number | undefined, options: { readonly dataset: string }) => {
    const jobId = given ?? (await latestJob(cli, options.dataset)).id;
    cli.exitCode = await followJob(cli, () => cli.api.redrive(jobId));
  });
}
