import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { latestJob } from '../choose-job.ts';
import { followJob } from '../follow-job.ts';
import { acceptOption, datasetOption, jobArgument, jsonOption } from '../options.ts';
import { addCommand } from './add-command.ts';

interface ResumeOptions {
  readonly dataset: string;
  readonly accept?: true;
}

export function registerResume(program: Command, cli: Cli): void {
  const { messages } = cli;
  addCommand(program, cli, 'resume', {
    group: 'jobs',
    arguments: [jobArgument(messages, messages.options.jobToResume)],
    options: [datasetOption(messages), acceptOption(messages), jsonOption(messages)],
  }).action(async (given: number | undefined, options: ResumeOptions) => {
    const jobId = given ?? (await latestJob(cli, options.dataset)).id;
    cli.exitCode = await followJob(cli, () => cli.api.resume(jobId, options.accept === true));
  });
}
