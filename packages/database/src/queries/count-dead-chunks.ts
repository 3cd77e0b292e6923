import type { Queryable } from '../connect-database.ts';
import { MISSING_RECORDS } from '../jobs/missing-records.ts';

export interface DeadCount {
  readonly dataset: string;
  readonly stage: string;
  readonly chunks: number;
  /** That are missing for it. */
  readonly records: number;
}

/**
 * The dead chunks that still matter, by stage: those of active jobs and of live versions. What is driven again at the
 * moment, or belongs to a version that was replaced, is left out.
 */
export async function countDeadChunks(db: Queryable): Promise<DeadCount[]> {
  const { rows } = await db.query<DeadCount>(
    `SELECT j.dataset, d.stage, count(*) AS chunks, sum(${MISSING_RECORDS})::bigint AS records
       FROM etl.dead_chunk d
       JOIN etl.etl_job_run j ON j.id = d.job_id
      WHERE d.repair IS NULL
        AND (j.status IN ('queued', 'running', 'publishing')
             OR EXISTS (SELECT FROM etl.publication p WHERE p.job_id = j.id AND p.live))
      GROUP BY j.dataset, d.stage`,
  );
  return rows;
}
