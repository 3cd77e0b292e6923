/**
 * One dropped file as the API shows it, from `etl.batch_job b`; the columns of `Drop` in the contracts. To be followed by
 * WHERE. The lock is that of the file's name, so it tells of this drop only while this drop is worked on: a newer object of
 * the same name takes it as well.
 */
export const DROP_VIEW = `
  SELECT b.id, b.name, b.dataset, b.bucket, b.object_key, b.etag, b.status, b.attempt, b.arrivals, b.job_id,
         (SELECT l.owner FROM etl.job_lock l
           WHERE b.status IN ('running', 'finishing')
             AND l.name = 'file:' || b.bucket || '/' || b.object_key
             AND l.expires_at > clock_timestamp()) AS owner,
         b.error_code, b.error_message, b.moved_to, b.report_key,
         b.received_at, b.started_at, b.retry_at, b.completed_at,
         (SELECT to_jsonb(m) - 'batch_job_id' FROM etl.processing_metadata m WHERE m.batch_job_id = b.id) AS metadata
    FROM etl.batch_job b`;
