import { type Job, TerminalError } from '@regpipe/contracts';
import { getJob, refreshCounts } from '@regpipe/database';

import type { PublishOptions } from './publishing.ts';

export interface CheckedJob extends Job {
  /** Records of chunks that ended in the dead letters. */
  readonly deadRecords: number;
}

/** Nothing is published unless the tables hold what the ledger says, and that every record of the source. */
export async function checkCounts(options: PublishOptions, recordsInTable: number): Promise<CheckedJob> {
  const job = await requireAccounted(options);
  if (recordsInTable !== job.records_processed) {
    throw mismatch(job.id, `${recordsInTable} records are stored, the ledger says ${job.records_processed}`);
  }
  return job;
}

/** Every record of the source is in the ledger or given up as dead. @throws TerminalError COUNT_MISMATCH */
export async function requireAccounted(options: PublishOptions): Promise<CheckedJob> {
  const { database, jobId } = options;
  const folded = await refreshCounts(database.pool, jobId);
  const job = await getJob(database.pool, jobId);
  if (job === undefined || folded === undefined) {
    throw new TerminalError('JOB_NOT_FOUND', `Job ${jobId} is gone.`);
  }
  if (folded.accounted !== job.records_total) {
    throw mismatch(
      jobId,
      `${folded.accounted} records are accounted for, the source has ${String(job.records_total)}`,
    );
  }
  return { ...job, deadRecords: folded.dead };
}

function mismatch(jobId: number, what: string): TerminalError {
  return new TerminalError('COUNT_MISMATCH', `Job ${jobId} is not published: ${what}.`, {
    fields: { jobId },
  });
}
