import { type Job, RefusedError } from '@regpipe/contracts';

/** Why a job cannot be repaired, for whoever asked for it. */
export function notRedrivable(job: Job): RefusedError {
  return new RefusedError('JOB_NOT_REDRIVABLE', `Job ${job.id} cannot be repaired: ${reasonOf(job)}.`, {
    fields: { job_id: job.id, job_status: job.status },
  });
}

function reasonOf(job: Job): string {
  if (job.mode === 'dry-run') return 'a dry run has published nothing';
  if (job.publication !== null && !job.publication.live) return 'its version is no longer the live one';
  return `it is in state "${job.status}"`;
}
