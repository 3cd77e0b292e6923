import type { AuditEntry } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

export interface NewAuditEntry {
  readonly dropId: number;
  readonly jobId?: number | null;
  readonly event: string;
  readonly severity: AuditEntry['severity'];
  readonly message: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Of the entries of a drop with the same one, only the first is kept: for what a crash may have told again. */
  readonly once?: string;
}

/** Adds an entry to the audit log of a drop. */
export async function recordAudit(db: Queryable, entry: NewAuditEntry): Promise<void> {
  await db.query(
    `INSERT INTO etl.audit_log (batch_job_id, job_id, event, severity, message, payload, once)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (batch_job_id, once) DO NOTHING`,
    [
      entry.dropId,
      entry.jobId ?? null,
      entry.event,
      entry.severity,
      entry.message,
      JSON.stringify(entry.payload ?? {}),
      entry.once ?? null,
    ],
  );
}
