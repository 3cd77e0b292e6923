import type { JobMode } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { MISSING_RECORDS } from '../jobs/missing-records.ts';

export interface RecordSums {
  readonly dataset: string;
  readonly mode: JobMode;
  readonly loaded: number;
  /** Without those of dead chunks, which a repair may still load. */
  readonly rejected: number;
  readonly duplicate: number;
  readonly blank: number;
}

/**
 * The records of all jobs that are published or have ended for good, by what became of them. Their sums never go down,
 * as long as nobody deletes jobs: what a job that may still go on has counted can change, so it is left out. A published
 * one stays in while it is repaired; what such a repair brings is taken back if it is given up.
 */
export async function sumRecords(db: Queryable): Promise<RecordSums[]> {
  const { rows } = await db.query<RecordSums>(
    `WITH dead AS (
       SELECT d.job_id, sum(${MISSING_RECORDS}) AS records
         FROM etl.dead_chunk d WHERE d.repair IS NULL GROUP BY d.job_id
     )
     SELECT j.dataset, j.mode,
            sum(j.records_processed)::bigint AS loaded,
            sum(greatest(j.records_failed - coalesce(dead.records, 0), 0))::bigint AS rejected,
            sum(j.records_duplicated)::bigint AS duplicate,
            sum(j.records_blank)::bigint AS blank
       FROM etl.etl_job_run j
       LEFT JOIN dead ON dead.job_id = j.id
      WHERE j.status IN ('success', 'partial', 'skipped', 'cancelled')
         OR j.discarded_at IS NOT NULL
         OR EXISTS (SELECT FROM etl.publication p WHERE p.job_id = j.id)
      GROUP BY j.dataset, j.mode`,
  );
  return rows;
}
