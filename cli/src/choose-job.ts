import type { Job } from '@regpipe/contracts';

import type { Cli } from './cli.ts';
import { CliError } from './cli-error.ts';

/** The newest job of a data set. @throws CliError NO_JOB when it had none yet */
export async function latestJob({ api, messages }: Cli, dataset: string): Promise<Job> {
  const { last_job: job } = await api.dataset(dataset);
  if (job !== null) return job;
  throw new CliError({
    code: 'NO_JOB',
    message: messages.errors.noJob(dataset),
    next: messages.errors.noJobNext,
  });
}

/** The job that works on a data set now. @throws CliError NO_RUNNING_JOB */
export async function runningJob({ api, messages }: Cli, dataset: string): Promise<Job> {
  const { running_job: job } = await api.dataset(dataset);
  if (job !== null) return job;
  throw new CliError({
    code: 'NO_RUNNING_JOB',
    message: messages.errors.noRunningJob(dataset),
    next: messages.errors.noRunningJobNext,
  });
}
