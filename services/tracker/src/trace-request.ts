import type { Job, Requested } from '@regpipe/contracts';
import { jobAttributes } from '@regpipe/tracing';

import type { TrackerContext } from './tracker-context.ts';

/**
 * Runs what somebody has asked of a job, and records it in the job's trace, with a link to the request where that has a
 * trace of its own. Only afterwards is it known which job it is; a refusal concerns none.
 */
export async function traceRequest(
  tracker: TrackerContext,
  name: string,
  { traceparent }: Requested,
  work: () => Promise<Job>,
): Promise<Job> {
  const startedAt = new Date();
  const job = await work();
  const { id, dataset, attempt } = job;
  tracker.tracing
    .start(name, {
      parent: tracker.tracing.traceparentOf(job),
      attributes: jobAttributes({ jobId: id, dataset, attempt }),
      links: [traceparent],
      startedAt,
    })
    .end();
  return job;
}
