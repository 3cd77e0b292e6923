import type { Job } from '@regpipe/contracts';

import { alignColumns, formatAge, formatCount, formatDuration, printable } from './format.ts';
import type { Messages } from './messages/index.ts';
import { plainStyle, type Style } from './output.ts';
import { styleStatus } from './style-status.ts';

const COLUMNS = ['right', 'left', 'left', 'right', 'right', 'right', 'left'] as const;

/** Jobs as a table, one a line, in the order given. */
export function describeJobs(
  jobs: readonly Job[],
  messages: Messages,
  now: Date,
  style: Style = plainStyle,
): string[] {
  const words = messages.jobs;
  const rows = jobs.map((job) => [
    String(job.id),
    styleStatus(job.status, messages, style),
    formatAge(job.created_at, now, messages.time),
    job.seconds === null ? '' : formatDuration(job.seconds, messages.time),
    formatCount(job.records_processed),
    formatCount(job.records_failed),
    printable(job.dataset) + (job.mode === 'dry-run' ? ` (${messages.summary.dryRun})` : ''),
  ]);
  const head = [words.id, words.status, words.started, words.time, words.loaded, words.failed, words.dataset];
  const [title = '', ...lines] = alignColumns([head, ...rows], COLUMNS);
  return [style('bold', title), ...lines];
}
