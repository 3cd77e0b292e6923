import type { Job } from '@regpipe/contracts';
import { recordsInAll } from '@regpipe/progress';

import { RecordCounts } from './record-counts.tsx';
import { tallyOf } from './tally.ts';

/** What became of the records of a job. */
export function JobCounts({ job }: { readonly job: Job }) {
  return <RecordCounts tally={tallyOf(job, recordsInAll(job))} />;
}
