import type { UnchangedBy } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { COMPARABLE_PUBLICATION } from './comparable-publication.ts';

export interface UnchangedSource {
  readonly jobId: number;
  /** The attempt that found it out: of another one it says nothing. */
  readonly attempt: number;
  /** The job whose publication was made of the same source. */
  readonly publishedBy: number;
  readonly by: UnchangedBy;
}

/** A skipped job has given up what it may have loaded, as a cancelled one has. */
const END = `
         status = 'skipped', started_at = coalesce(j.started_at, clock_timestamp()),
         completed_at = clock_timestamp(), discarded_at = clock_timestamp()`;

/** Ends a job whose source is known to be unchanged. Gives false when it had got further, or had ended. */
export async function skipJob(db: Queryable, unchanged: UnchangedSource): Promise<boolean> {
  const result = await db.query(
    `UPDATE etl.etl_job_run j
        SET unchanged_since = $3, unchanged_by = $4, ${END}
      WHERE j.id = $1 AND j.attempt = $2 AND j.repair IS NULL AND j.status IN ('queued', 'running')`,
    [unchanged.jobId, unchanged.attempt, unchanged.publishedBy, unchanged.by],
  );
  return result.rowCount === 1;
}

/**
 * Ends a job that has read its whole source and found every byte of it in the live publication already. Gives false when
 * there is a difference, and when the source was not hashed as a whole (a job that went on in its middle).
 */
export async function skipJobOfSameContent(db: Queryable, jobId: number): Promise<boolean> {
  const result = await db.query(
    `UPDATE etl.etl_job_run j
        SET unchanged_since = same.job_id, unchanged_by = 'content', ${END}
       FROM (SELECT p.job_id ${COMPARABLE_PUBLICATION} AND j.id = $1 AND p.sha256 = j.source_sha256) same
      WHERE j.id = $1 AND j.status IN ('queued', 'running')`,
    [jobId],
  );
  return result.rowCount === 1;
}
