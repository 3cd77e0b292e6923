import type { Job } from '@regpipe/contracts';
import { createMeter, type Measure } from '@regpipe/progress';
import { useMemo } from 'preact/hooks';

import { listJobs } from '../api/jobs.ts';
import { useResource } from '../loading/use-resource.ts';

const EARLIER_JOBS = 5;

/** How far a job is, measured over the states that are shown of it. Earlier jobs tell how long publishing takes. */
export function useMeter(job: Job): Measure {
  const { dataset, mode } = job;
  const earlier = useResource(`${dataset}/${mode}`, async (signal) => {
    const page = await listJobs({ dataset, mode, status: 'success' }, { limit: EARLIER_JOBS }, signal);
    return page.items;
  });
  const meter = useMemo(() => createMeter({ earlier: earlier.data ?? [] }), [job.id, earlier.data]);
  // Each state counts once, however often it is drawn.
  return useMemo(() => meter(job), [meter, job]);
}
