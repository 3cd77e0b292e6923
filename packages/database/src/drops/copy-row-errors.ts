import type { Queryable } from '../connect-database.ts';
import type { RejectPosition } from '../queries/list-rejects.ts';
import { findingValues, type FindingCopy } from './finding-copy.ts';

export type RowErrorCopy = FindingCopy<RejectPosition>;

/**
 * Copies a slice of what was rejected of a job's rows into the audit log of its drop, each once. A repeated record is told as
 * a warning: its first one was loaded.
 *
 * @returns where the slice ends; undefined when there was nothing left
 */
export async function copyRowErrors(db: Queryable, copy: RowErrorCopy): Promise<RejectPosition | undefined> {
  const { rows } = await db.query<RejectPosition>(
    `WITH slice AS (
       SELECT id, error_type, error_message, source_line, raw_data FROM etl.data_import_error
        WHERE job_id = $2 AND ($5::text IS NULL OR (error_type, id) > ($5, $6::bigint))
        ORDER BY error_type, id LIMIT $7
     ), copied AS (
       INSERT INTO etl.audit_log (batch_job_id, job_id, event, severity, message, payload, once)
       SELECT $1, $2, CASE error_type WHEN 'DUPLICATE' THEN 'row_warning' ELSE 'row_error' END,
              CASE error_type WHEN 'DUPLICATE' THEN 'warning' ELSE 'error' END, error_message,
              jsonb_build_object('error', coalesce($3::jsonb ->> error_type, $4), 'code', error_type,
                                 'line', source_line, 'raw_data', raw_data),
              'reject:' || id
         FROM slice ORDER BY source_line, id
       ON CONFLICT (batch_job_id, once) DO NOTHING
     )
     SELECT error_type, id FROM slice ORDER BY error_type DESC, id DESC LIMIT 1`,
    [...findingValues(copy), copy.after?.error_type, copy.after?.id, copy.limit],
  );
  return rows[0];
}
