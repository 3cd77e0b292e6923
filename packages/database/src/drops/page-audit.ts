import type { AuditEntry } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** `file`: what was done about the file as a whole; `rows`: what was found in its rows. */
export const AUDIT_SUBJECTS = ['file', 'rows'] as const;

export interface AuditFilter {
  readonly dropId: number;
  readonly about?: (typeof AUDIT_SUBJECTS)[number] | undefined;
  readonly severity?: AuditEntry['severity'] | undefined;
  readonly event?: string | undefined;
  /** Only entries behind this one: the last of the page before. */
  readonly afterId?: number | undefined;
  readonly limit: number;
}

/**
 * What was done about a dropped file, oldest first. It may hold an entry for each of a million rows: the index
 * `audit_log_of_files`, whose condition stands here word by word, has the few that are about the file.
 */
export async function pageAudit(db: Queryable, filter: AuditFilter): Promise<AuditEntry[]> {
  const { rows } = await db.query<AuditEntry>(
    `SELECT id, batch_job_id, job_id, at, event, severity, message, payload
       FROM etl.audit_log
      WHERE batch_job_id = $1
        AND ${filter.about === undefined ? 'true' : CONDITIONS[filter.about]}
        AND ($2::text IS NULL OR severity = $2)
        AND ($3::text IS NULL OR event = $3)
        AND ($4::bigint IS NULL OR id > $4)
      ORDER BY id
      LIMIT $5`,
    [filter.dropId, filter.severity, filter.event, filter.afterId, filter.limit],
  );
  return rows;
}

const CONDITIONS: Readonly<Record<(typeof AUDIT_SUBJECTS)[number], string>> = {
  file: "event NOT IN ('row_error', 'row_warning')",
  rows: "event IN ('row_error', 'row_warning')",
};
