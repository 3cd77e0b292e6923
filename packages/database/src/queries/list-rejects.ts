import type { RejectRow } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** Where a page of rejects ends: the last one's place in their order. */
export type RejectPosition = Pick<RejectRow, 'error_type' | 'id'>;

export interface RejectFilter {
  readonly jobId: number;
  readonly type?: string | undefined;
  readonly after?: RejectPosition | undefined;
  readonly limit: number;
}

/**
 * Rejected records of a job by type, then in the order in which they were stored. That is the order of the table's
 * index: a job may have a million rejects among those of other jobs, and a page must cost the same wherever it starts.
 */
export async function listRejects(db: Queryable, filter: RejectFilter): Promise<RejectRow[]> {
  const { rows } = await db.query<RejectRow>(
    `SELECT id, job_id, chunk, source_line, error_type, error_message, raw_data
       FROM etl.data_import_error
      WHERE job_id = $1
        AND ($2::text IS NULL OR error_type = $2)
        AND ($3::text IS NULL OR (error_type, id) > ($3, $4::bigint))
      ORDER BY error_type, id
      LIMIT $5`,
    [filter.jobId, filter.type, filter.after?.error_type, filter.after?.id, filter.limit],
  );
  return rows;
}
