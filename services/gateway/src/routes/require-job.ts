import { type Job, RefusedError } from '@regpipe/contracts';
import { type Database, getJob } from '@regpipe/database';

/** @throws RefusedError JOB_NOT_FOUND */
export async function requireJob(database: Database, id: number): Promise<Job> {
  const job = await getJob(database.pool, id);
  if (job !== undefined) return job;
  throw new RefusedError('JOB_NOT_FOUND', `There is no job ${id}.`, { fields: { job_id: id } });
}
