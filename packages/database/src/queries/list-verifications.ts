import type { Queryable } from '../connect-database.ts';

export interface Verification {
  readonly dataset: string;
  readonly ageSeconds: number;
}

/**
 * How long ago the live data of each data set was last known to be the newest: when a full job without a limit was
 * published, or skipped as its source was unchanged.
 */
export async function listVerifications(db: Queryable): Promise<Verification[]> {
  const { rows } = await db.query<Verification>(
    `SELECT dataset, extract(epoch FROM clock_timestamp() - max(completed_at))::float8 AS "ageSeconds"
       FROM etl.etl_job_run
      WHERE mode = 'full' AND record_limit IS NULL AND status IN ('success', 'partial', 'skipped')
      GROUP BY dataset`,
  );
  return rows;
}
