import type { Job } from '@regpipe/contracts';

import { ApiError } from './api-error.ts';
import { getJob } from './jobs.ts';

export interface FollowHandlers {
  /** The whole job, at once and after each change. */
  readonly onJob: (job: Job) => void;
  /** Nothing more will happen to it by itself. */
  readonly onEnd: () => void;
  /** The connection is lost, and tried again. */
  readonly onLost: () => void;
  /** The API refuses: trying again is of no use. */
  readonly onRefused: (error: ApiError) => void;
}

const RETRY_MS = [1_000, 2_000, 4_000, 8_000] as const;
const LONGEST_RETRY_MS = 15_000;

/**
 * Follows a job by server-sent events until it is settled. A browser connects again by itself where the network fails,
 * but gives up for good where anything is answered that is no event stream; such a one is opened anew, later and later.
 *
 * @returns a function that stops following
 */
export function followJob(id: number, { onJob, onEnd, onLost, onRefused }: FollowHandlers): () => void {
  const left = new AbortController();
  let source: EventSource | undefined;
  let timer: number | undefined;
  let failures = 0;

  const open = () => {
    source = new EventSource(`/api/jobs/${id}/events`);
    source.addEventListener('job', ({ data }: MessageEvent<string>) => {
      failures = 0;
      onJob(JSON.parse(data) as Job);
    });
    source.addEventListener('end', () => {
      stop();
      onEnd();
    });
    source.addEventListener('error', () => {
      onLost();
      if (source?.readyState === EventSource.CLOSED) void askWhy();
    });
  };
  const stop = () => {
    left.abort();
    source?.close();
    window.clearTimeout(timer);
  };
  /** Events do not say why there are none. */
  const askWhy = async () => {
    const error = await getJob(id, left.signal).catch((reason: unknown) => reason);
    if (left.signal.aborted) return;
    if (error instanceof ApiError && error.status >= 400 && error.status < 429) {
      stop();
      onRefused(error);
      return;
    }
    timer = window.setTimeout(open, RETRY_MS[failures] ?? LONGEST_RETRY_MS);
    failures += 1;
  };

  open();
  return stop;
}
