import type { Queryable } from '../connect-database.ts';
import { findingValues, type FindingCopy } from './finding-copy.ts';

export interface WarningPosition {
  readonly source_line: number;
  readonly warning_type: string;
}

export type RowWarningCopy = FindingCopy<WarningPosition>;

/**
 * Copies a slice of the warnings about rows of a job into the audit log of its drop, each once.
 *
 * @returns where the slice ends; undefined when there was nothing left
 */
export async function copyRowWarnings(
  db: Queryable,
  copy: RowWarningCopy,
): Promise<WarningPosition | undefined> {
  const { rows } = await db.query<WarningPosition>(
    `WITH slice AS (
       SELECT source_line, warning_type, warning_message, raw_data FROM etl.data_import_warning
        WHERE job_id = $2 AND ($5::bigint IS NULL OR (source_line, warning_type) > ($5, $6))
        ORDER BY source_line, warning_type LIMIT $7
     ), copied AS (
       INSERT INTO etl.audit_log (batch_job_id, job_id, event, severity, message, payload, once)
       SELECT $1, $2, 'row_warning', 'warning', warning_message,
              jsonb_build_object('error', coalesce($3::jsonb ->> warning_type, $4), 'code', warning_type,
                                 'line', source_line, 'raw_data', raw_data),
              format('warning:%s:%s:%s', $2::bigint, source_line, warning_type)
         FROM slice ORDER BY source_line, warning_type
       ON CONFLICT (batch_job_id, once) DO NOTHING
     )
     SELECT source_line, warning_type FROM slice ORDER BY source_line DESC, warning_type DESC LIMIT 1`,
    [...findingValues(copy), copy.after?.source_line, copy.after?.warning_type, copy.limit],
  );
  return rows[0];
}
