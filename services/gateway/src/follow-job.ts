import { isDeepStrictEqual } from 'node:util';

import { isSettled, type Job } from '@regpipe/contracts';

import type { JobChanges } from './job-changes.ts';

export interface FollowOptions {
  /** Reads the job again; gives undefined when that cannot be done just now. */
  readonly read: () => Promise<Job | undefined>;
  readonly changes: JobChanges;
  /** Ends the following. */
  readonly signal: AbortSignal;
  /** Broadcasts may be missed, so the job is also read this long after the last one. */
  readonly pollMs: number;
  /** Silence after which a comment shows that the connection lives. */
  readonly pingMs: number;
}

/**
 * A job as server-sent events: `job` with the whole job at once and after each change, then `end` once it is settled. A
 * slow client misses states in between, never the last one, and nothing queues up for it.
 */
export async function* followJob(first: Job, options: FollowOptions): AsyncGenerator<string, void> {
  const { read, signal, pollMs, pingMs } = options;
  const mailbox = openMailbox(first.id, options.changes, signal);
  try {
    let shown = first;
    let sentAt = performance.now();
    yield frame('job', shown);
    while (!isSettled(shown.status)) {
      const job = (await mailbox.take(pollMs)) ?? (await read());
      if (signal.aborted) return;
      if (job !== undefined && isNews(job, shown)) {
        shown = job;
        sentAt = performance.now();
        yield frame('job', shown);
      } else if (performance.now() - sentAt >= pingMs) {
        sentAt = performance.now();
        yield ': still here\n\n';
      }
    }
    yield frame('end', { id: shown.id, status: shown.status });
  } finally {
    mailbox.close();
  }
}

/** Holds the latest broadcast about one job until someone takes it. */
function openMailbox(jobId: number, changes: JobChanges, signal: AbortSignal) {
  let latest: Job | undefined;
  let wake = () => {};
  const onChange = (job: Job) => {
    if (job.id !== jobId) return;
    latest = job;
    wake();
  };
  const onAbort = () => {
    wake();
  };
  changes.on('changed', onChange);
  signal.addEventListener('abort', onAbort);
  return {
    /** The latest broadcast, waiting at most `limitMs` for one. */
    async take(limitMs: number): Promise<Job | undefined> {
      if (latest === undefined && !signal.aborted) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, limitMs);
        });
        clearTimeout(timer);
      }
      const taken = latest;
      latest = undefined;
      return taken;
    },
    close(): void {
      changes.off('changed', onChange);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

/** False for what is shown already, and for a broadcast that was overtaken by reading the database. */
function isNews(job: Job, shown: Job): boolean {
  if (job.attempt !== shown.attempt) return job.attempt > shown.attempt;
  const isOlder = !isSettled(job.status) && (job.seconds ?? 0) < (shown.seconds ?? 0);
  return !isOlder && !isDeepStrictEqual(withoutClocks(job), withoutClocks(shown));
}

/** Seconds run by themselves. */
function withoutClocks({ progress, ...job }: Job): object {
  return { ...job, seconds: 0, progress: progress === null ? null : { ...progress, publish_seconds: 0 } };
}

function frame(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
