import type { EventData } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** Notes how far the fetcher has read. */
export async function recordFetchProgress(
  db: Queryable,
  jobId: number,
  progress: EventData<'fetch.progressed'>,
): Promise<void> {
  await db.query(
    `UPDATE etl.import_progress
        SET fetched_records = $2, fetched_bytes = $3, source_bytes = $4, updated_at = clock_timestamp()
      WHERE job_id = $1`,
    [jobId, progress.records, progress.bytesRead, progress.bytesTotal],
  );
}

/** Notes that the whole source is read: from now on the total is known. */
export async function recordFetchEnd(
  db: Queryable,
  jobId: number,
  end: EventData<'fetch.completed'>,
): Promise<void> {
  await db.query(
    `WITH progress AS (
       UPDATE etl.import_progress SET total_batches = $2, fetched_records = $3, updated_at = clock_timestamp()
        WHERE job_id = $1
     )
     UPDATE etl.etl_job_run
        SET records_total = $3, source_sha256 = $4,
            heartbeat_at = clock_timestamp()
      WHERE id = $1`,
    [jobId, end.chunks, end.records, end.sha256],
  );
}
