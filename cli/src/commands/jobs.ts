import { JOB_MODES, JOB_STATUSES, type JobMode, type JobStatus } from '@regpipe/contracts';
import { type Command, Option } from 'commander';

import type { Cli } from '../cli.ts';
import { describeJobs } from '../describe-jobs.ts';
import { jsonOption, readCount } from '../options.ts';
import { addCommand } from './add-command.ts';

interface JobsOptions {
  readonly dataset?: string;
  readonly status?: JobStatus;
  readonly mode?: JobMode;
  readonly limit: number;
  readonly before?: number;
}

const USUAL_LIMIT = 10;

export function registerJobs(program: Command, cli: Cli): void {
  const { messages } = cli;
  const words = messages.options;
  addCommand(program, cli, 'jobs', {
    group: 'jobs',
    options: [
      new Option('--dataset <name>', words.ofDataset),
      new Option('--status <status>', words.ofStatus).choices([...JOB_STATUSES]),
      new Option('--mode <mode>', words.ofMode).choices([...JOB_MODES]),
      new Option('--limit <n>', words.errorsLimit(USUAL_LIMIT))
        .default(USUAL_LIMIT, '')
        .argParser((value) => readCount(value, '--limit', messages)),
      new Option('--before <job>', words.beforeJob).argParser((value) =>
        readCount(value, '--before', messages),
      ),
      jsonOption(messages),
    ],
  }).action(async (options: JobsOptions) => {
    await listJobs(cli, options);
  });
}

async function listJobs({ api, messages, output }: Cli, { before, ...filter }: JobsOptions): Promise<void> {
  const page = await api.jobs({ ...filter, cursor: before === undefined ? undefined : String(before) });
  output.result(page, () => {
    if (page.items.length === 0) return [messages.jobs.none];
    const more = page.next_cursor === null ? [] : ['', messages.jobs.more(page.next_cursor)];
    return [...describeJobs(page.items, messages, new Date(), output.style), ...more];
  });
}
