import type { Command } from 'commander';

import { runningJob } from '../choose-job.ts';
import type { Cli } from '../cli.ts';
import { datasetOption, jobArgument, jsonOption } from '../options.ts';
import { addCommand } from './add-command.ts';

export function registerCancel(program: Command, cli: Cli): void {
  const { messages, output } = cli;
  addCommand(program, cli, 'cancel', {
    group: 'jobs',
    arguments: [jobArgument(messages, messages.options.jobToCancel)],
    options: [datasetOption(messages), jsonOption(messages)],
  }).action(async (given: number | undefined, options: { readonly dataset: string }) => {
    const job = await cli.api.cancel(given ?? (await runningJob(cli, options.dataset)).id);
    const said = job.status === 'partial' ? messages.repairGivenUp : messages.cancelled;
    output.result(job, () => [said(job.id, job.dataset)]);
  });
}
