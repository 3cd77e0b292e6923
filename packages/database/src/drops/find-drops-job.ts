import type { Queryable } from '../connect-database.ts';

export interface DropsSource {
  readonly dropId: number;
  readonly dataset: string;
  /** As the job's `source` was to be. */
  readonly source: string;
  /** Of the object that was dropped. */
  readonly etag: string;
}

/**
 * A job that was started for a drop by somebody who could not write it down any more: of the drop's data set, source
 * and object, younger than the drop, of the whole file, and nobody else's. Undefined where there is none.
 */
export async function findDropsJob(
  db: Queryable,
  { dropId, dataset, source, etag }: DropsSource,
): Promise<number | undefined> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT j.id FROM etl.etl_job_run j JOIN etl.batch_job b ON b.id = $1
      WHERE j.dataset = $2 AND j.data_source_url = $3 AND trim('"' FROM j.source_etag) = $4
        AND j.created_at >= b.received_at AND j.mode = 'full' AND j.record_limit IS NULL AND j.discarded_at IS NULL
        AND NOT EXISTS (SELECT FROM etl.batch_job o WHERE o.job_id = j.id)
      ORDER BY j.id DESC LIMIT 1`,
    [dropId, dataset, source, etag],
  );
  return rows[0]?.id;
}
