import type { Database } from '@regpipe/database';

/** A row that a page must not take for more than text. */
export const FOREIGN_ROW = 'u-7,<img src=x onerror=document.title=1>\u202e,3';

/**
 * Dropped files that take an intake long to come to, as it leaves them behind, the newest last: one that was tried again,
 * taken over and failed; one of no data set; one that waits for its next try. `jobId` has loaded the first.
 */
export async function insertDroppedFiles({ pool }: Database, jobId: number): Promise<void> {
  await pool.query(
    `INSERT INTO etl.batch_job (name, dataset, bucket, object_key, etag, status, attempt, arrivals, job_id, error_code,
                                error_message, moved_to, report_key, received_at, started_at, retry_at, completed_at)
     VALUES ('user-log-bad', 'user-statistics', 'drops', 'incoming/user-log-bad.csv', 'b1946ac9', 'failed', 2, 3, $1,
             'VALIDATION_FAILED', '2 rows of the file cannot be right.', 'failed/user-log-bad.csv',
             'results/user-log-bad-2/summary.json', now(), now(), NULL, now()),
            ('holiday', NULL, 'drops', 'incoming/holiday.png', 'c2', 'failed', 1, 1, NULL, 'DROP_UNKNOWN',
             'No data set takes a file of the name "incoming/holiday.png".', 'failed/holiday.png',
             'results/holiday-3/summary.json', now(), NULL, NULL, now()),
            ('user-log-later', 'user-statistics', 'drops', 'incoming/user-log-later.csv', 'd3', 'waiting', 1, 1, NULL,
             NULL, NULL, NULL, NULL, now(), NULL, now() + interval '10 minutes', NULL)`,
    [jobId],
  );
  await pool.query(
    `INSERT INTO etl.processing_metadata (batch_job_id, file_bytes, records_total, records_failed, seconds_total)
     SELECT id, 3100, CASE WHEN job_id IS NOT NULL THEN 100 END, CASE WHEN job_id IS NOT NULL THEN 2 ELSE 0 END,
            CASE WHEN completed_at IS NOT NULL THEN 4.1 END
       FROM etl.batch_job WHERE bucket = 'drops'`,
  );
  await pool.query(
    `INSERT INTO etl.audit_log (batch_job_id, job_id, event, severity, message, payload)
     SELECT b.id, b.job_id, e.event, e.severity, e.message, e.payload::jsonb
       FROM etl.batch_job b, (VALUES
         ('received', 'info', 'It has arrived', '{"bytes": 3100}'),
         ('started', 'info', 'A job loads it', '{"attempt": 1}'),
         ('retried', 'warning', 'PostgreSQL is away.', '{"code": "DATABASE_UNAVAILABLE", "attempt": 1, "pause_seconds": 2}'),
         ('taken_over', 'warning', 'intake-2 goes on with what intake-1 has left', '{}'),
         ('started', 'info', 'A job loads it', '{"attempt": 2}'),
         ('failed', 'error', '2 rows of the file cannot be right.', '{"code": "VALIDATION_FAILED"}'),
         ('row_error', 'error', 'ログイン回数 is not a whole number.', $1),
         ('row_error', 'error', 'ユーザーID is empty.', '{"code": "USER_ID_MISSING", "line": 12, "raw_data": ",1,2"}'),
         ('ended', 'info', 'The file lies at "failed/user-log-bad.csv"', '{}')) AS e (event, severity, message, payload)
      WHERE b.name = 'user-log-bad'`,
    [JSON.stringify({ code: 'COUNT_INVALID', line: 9, raw_data: FOREIGN_ROW })],
  );
}
