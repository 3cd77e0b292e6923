import { isSettled, type Job } from '@regpipe/contracts';

import type { ApiClient } from './api-client.ts';
import { watch, type WatchOptions } from './watch.ts';

/** Yields a job again and again until it is settled. @throws ApiError as `watch` does */
export function watchJob(
  api: Pick<ApiClient, 'job'>,
  jobId: number,
  options: WatchOptions = {},
): AsyncGenerator<Job, void, void> {
  return watch(
    (signal) => api.job(jobId, signal),
    ({ status }) => isSettled(status),
    options,
  );
}
