import { type Job, maskSource } from '@regpipe/contracts';

/** A job as it may be shown and logged: `readSourceUrl` alone gives the address with what opens it. */
export function maskJobSource(job: Job): Job {
  return { ...job, data_source_url: maskSource(job.data_source_url) };
}
