import { endedWell, isSettled, type Job } from '@regpipe/contracts';

import type { ApiClient } from './api-client.ts';
import type { Cli } from './cli.ts';
import { EXIT } from './cli-error.ts';
import { alignColumns, indent, printable } from './format.ts';
import type { Messages } from './messages/index.ts';
import type { Output } from './output.ts';
import { createProgressView } from './progress-view.ts';
import { summarize } from './summary.ts';
import { watchJob } from './watch-job.ts';

export interface WatchContext {
  readonly api: Pick<ApiClient, 'job' | 'jobs'>;
  readonly output: Output;
  readonly messages: Messages;
}

/** Enough for a median that one odd job does not move. */
const EARLIER_JOBS = 5;
/** The job is to be seen, whatever is known of others. */
const EARLIER_LIMIT_MS = 2_000;

/** Watches a job with live progress. Gives its last state: a settled one, unless the signal ended the watching. */
export async function watchWithProgress(context: WatchContext, job: Job, signal?: AbortSignal): Promise<Job> {
  const { api, output, messages } = context;
  const view = createProgressView(output, messages, await findEarlier(api, job, signal));
  let last = job;
  try {
    if (!isSettled(job.status)) view.show(job);
    const watching = watchJob(api, job.id, {
      ...(signal === undefined ? {} : { signal }),
      onAway: (error) => view.note(messages.progress.away(error.code)),
    });
    for await (const state of watching) {
      last = state;
      if (!isSettled(state.status)) view.show(state);
    }
  } finally {
    view.end();
  }
  return last;
}

/** Jobs that tell how long this one will take to publish; none where they cannot be had, as it goes without. */
async function findEarlier(
  api: Pick<ApiClient, 'jobs'>,
  { dataset, mode }: Job,
  leaving?: AbortSignal,
): Promise<readonly Job[]> {
  const limit = AbortSignal.timeout(EARLIER_LIMIT_MS);
  const signal = leaving === undefined ? limit : AbortSignal.any([limit, leaving]);
  try {
    return (await api.jobs({ dataset, mode, status: 'success', limit: EARLIER_JOBS }, signal)).items;
  } catch {
    return [];
  }
}

/**
 * Obtains a job, watches it to its end and reports it. Ctrl-C leaves the job running and says how to come back to it;
 * it is listened for from before `obtain` is called, as the job may exist from then on.
 *
 * @returns the exit code
 */
export async function followJob(cli: Cli, obtain: () => Promise<Job>): Promise<number> {
  const { messages, output } = cli;
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  process.once('SIGINT', leave);
  try {
    const job = await obtain();
    output.line(messages.follow.watching(job.id, job.dataset, printable(job.data_source_url)));
    const last = await watchWithProgress({ api: cli.api, output, messages }, job, leaving.signal);
    return isSettled(last.status) ? reportJob(cli, last) : reportLeaving(cli, job.id);
  } finally {
    process.removeListener('SIGINT', leave);
  }
}

/** Shows a job, with the code of one that has ended. @returns the exit code */
export function reportJob({ output, messages }: Pick<Cli, 'output' | 'messages'>, job: Job): number {
  output.result(job, () => ['', ...summarize(job, messages, output.style)]);
  return endedWell(job.status) ? EXIT.ok : EXIT.failed;
}

/** How to come back to a job that goes on by itself. */
function reportLeaving({ output, messages }: Cli, jobId: number): number {
  const { follow } = messages;
  const watch = `./run status ${jobId} --watch`;
  const rows = [
    [follow.toWatch, watch],
    [follow.toCancel, `./run cancel ${jobId}`],
    [follow.toResume, `./run resume ${jobId}`],
  ];
  const error = { code: 'WATCH_STOPPED', message: follow.left(jobId), next: `${follow.toWatch}: ${watch}` };
  output.result({ error }, () => ['', follow.left(jobId), ...indent(alignColumns(rows, ['left', 'left']))]);
  return EXIT.interrupted;
}
