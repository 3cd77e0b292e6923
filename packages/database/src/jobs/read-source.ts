import type { SourceIdentity } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** What the source was when the job first opened it; null when it never did. */
export async function readSource(db: Queryable, jobId: number): Promise<SourceIdentity | null> {
  const { rows } = await db.query<SourceIdentity>(
    `SELECT source_etag AS etag, source_last_modified AS "lastModified", source_bytes AS "contentLength"
       FROM etl.etl_job_run WHERE id = $1`,
    [jobId],
  );
  const found = rows[0];
  if (found === undefined) return null;
  return found.etag === null && found.lastModified === null && found.contentLength === null ? null : found;
}
