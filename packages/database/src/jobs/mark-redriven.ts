import type { Queryable } from '../connect-database.ts';
import { MISSING_RECORDS } from './missing-records.ts';

/**
 * Marks the dead chunks of which records are missing as driven again by the job's repair: until they are loaded or die
 * again they are not accounted for, so the job waits for them.
 */
export async function markRedriven(db: Queryable, jobId: number): Promise<void> {
  await db.query(
    `UPDATE etl.dead_chunk d SET repair = j.repair FROM etl.etl_job_run j
      WHERE j.id = $1 AND d.job_id = j.id AND ${MISSING_RECORDS} > 0`,
    [jobId],
  );
}
