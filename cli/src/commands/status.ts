import { isActive } from '@regpipe/contracts';
import type { Command } from 'commander';
import { Option } from 'commander';

import { latestJob } from '../choose-job.ts';
import type { Cli } from '../cli.ts';
import { EXIT } from '../cli-error.ts';
import { describeJobs } from '../describe-jobs.ts';
import { followJob, reportJob } from '../follow-job.ts';
import { indent } from '../format.ts';
import { datasetOption, jobArgument, jsonOption } from '../options.ts';
import { addCommand } from './add-command.ts';

interface StatusOptions {
  readonly dataset: string;
  readonly watch?: true;
}

const LATEST_JOBS = 5;

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
  if (isActive(job.status) && options.watch) return followJob(cli, () => Promise.resolve(job));
  const exitCode = reportJob(cli, job);
  if (given === undefined && !cli.output.json) await showLatest(cli, options.dataset);
  return isActive(job.status) ? EXIT.ok : exitCode;
}

/** What came before: who asks for no job in particular wants to know how things are. */
async function showLatest({ api, messages, output }: Cli, dataset: string): Promise<void> {
  const { items } = await api.jobs({ dataset, limit: LATEST_JOBS });
  if (items.length < 2) return;
  output.lines([
    '',
    messages.jobs.latest,
    ...indent(describeJobs(items, messages, new Date(), output.style)),
  ]);
}
