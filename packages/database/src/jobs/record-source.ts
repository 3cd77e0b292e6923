import type { EventData } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** Notes what the fetcher found when it opened the source. */
export async function recordSource(
  db: Queryable,
  jobId: number,
  { identity, sourceStamp, columns }: EventData<'source.opened'>,
): Promise<void> {
  await db.query(
    `UPDATE etl.etl_job_run
        SET source_etag = $2, source_last_modified = $3, source_bytes = $4, source_stamp = $5,
            source_columns = coalesce($6, source_columns)
      WHERE id = $1`,
    [jobId, identity.etag, identity.lastModified, identity.contentLength, sourceStamp, columns],
  );
}
