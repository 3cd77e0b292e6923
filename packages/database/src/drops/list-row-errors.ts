import type { DropReport } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** The first so many of a drop's row errors by their lines, then of the warnings, and how many there are of both. */
export async function listRowErrors(
  db: Queryable,
  dropId: number,
  limit: number,
): Promise<Pick<DropReport, 'row_errors' | 'row_errors_total'>> {
  const { rows } = await db.query<DropReport['row_errors'][number]>(
    `SELECT payload ->> 'error' AS error, payload ->> 'code' AS code, (payload ->> 'line')::bigint AS line, message,
            payload ->> 'raw_data' AS raw_data
       FROM etl.audit_log WHERE batch_job_id = $1 AND event IN ('row_error', 'row_warning')
      ORDER BY event, (payload ->> 'line')::bigint, id LIMIT $2`,
    [dropId, limit],
  );
  if (rows.length < limit) return { row_errors: rows, row_errors_total: rows.length };
  const counted = await db.query<{ total: number }>(
    `SELECT count(*) AS total FROM etl.audit_log
      WHERE batch_job_id = $1 AND event IN ('row_error', 'row_warning')`,
    [dropId],
  );
  return { row_errors: rows, row_errors_total: counted.rows[0]?.total ?? 0 };
}
