import { type Job, publishSteps } from '@regpipe/contracts';

/** Publishing so many times fewer or more rows says nothing: what does not grow with them would be counted with them. */
const MOST_TIMES_AS_MANY = 4;

/**
 * How long publishing so many rows will take, as the earlier jobs of the data set that are comparable say: published in
 * the same way, and of about as many rows. Of several the median, as one may have waited for a reader. null where there
 * is none.
 */
export function publishSeconds(
  job: Pick<Job, 'id' | 'dataset' | 'mode' | 'repair'>,
  rows: number,
  earlier: readonly Job[],
): number | null {
  if (job.repair !== null || rows <= 0) return null;
  const perRow = earlier
    .filter((past) => past.id !== job.id && past.dataset === job.dataset && past.mode === job.mode)
    .map((past) => secondsPerRow(past, rows))
    .filter((seconds) => seconds !== null)
    .sort((a, b) => a - b);
  const median = perRow[Math.floor((perRow.length - 1) / 2)];
  return median === undefined ? null : median * rows;
}

function secondsPerRow(past: Job, rows: number): number | null {
  const seconds = past.progress?.publish_seconds ?? null;
  const { records_processed: published } = past;
  // The last step of a job that has been repaired since is another one: its time is that of the repair.
  const wasWhole = past.status === 'success' && past.progress?.publish_step === publishSteps(past).at(-1);
  if (!wasWhole || seconds === null || published === 0) return null;
  const times = Math.max(published / rows, rows / published);
  return times > MOST_TIMES_AS_MANY ? null : seconds / published;
}
