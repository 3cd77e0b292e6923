import type { Database } from '@regpipe/database';

/** A row that a page must not take for more than text. */
export const FOREIGN_ROW = 'u-7,<img src=x onerror=document.title=1>\u202e,3';

/**
 * Dropped files in every state, as an intake leaves them behind, newest last: one that went well but for a few rows, one that
 * failed, one of no data set, one that waits for its next try. `jobId` has loaded the first two.
 */
export async function insertDroppedFiles({ pool }: Database, jobId: number): Promise<void> {
  await pool.query(
    `INSERT INTO etl.batch_job (name, dataset, bucket, object_key, etag, status, attempt, arrivals, job_id, error_code,
                                error_message, moved_to, report_key, received_at, started_at, retry_at, completed_at)
     VALUES ('user-log-20240802-001', 'user-statistics', 'drops', 'incoming/user-log-20240802-001.csv', 'b1946ac9', 'success',
             2, 3, $1, NULL, NULL, 'processed/user-log-20240802-001.csv', 'results/user-log-20240802-001-1/summary.json',
             now() - interval '2 hours', now() - interval '2 hours', NULL, now() - interval '119 minutes'),
            ('test-user-stats-20250807-100records', 'user-statistics', 'directory',
             'incoming/test-user-stats-20250807-100records.csv', '3100-17-9', 'failed', 1, 1, $1, 'VALIDATION_FAILED',
             '2 rows of the file cannot be right.', 'failed/test-user-stats-20250807-100records.csv',
             'results/test-user-stats-20250807-100records-2/summary.json', now() - interval '1 hour',
             now() - interval '1 hour', NULL, now() - interval '59 minutes'),
            ('holiday', NULL, 'drops', 'incoming/holiday.png', 'c2', 'failed', 1, 1, NULL, 'DROP_UNKNOWN',
             'No data set takes a file of the name "incoming/holiday.png".', 'failed/holiday.png',
             'results/holiday-3/summary.json', now() - interval '50 minutes', NULL, NULL, now() - interval '50 minutes'),
            ('user-log-20240803-001', 'user-statistics', 'drops', 'incoming/user-log-20240803-001.csv', 'd3', 'waiting', 1, 1,
             NULL, NULL, NULL, NULL, NULL, now() - interval '3 seconds', NULL, now() + interval '10 minutes', NULL)`,
    [jobId],
  );
  await pool.query(
    `INSERT INTO etl.processing_metadata
     VALUES (1, 3100, 'sha', 100, 96, 3, 1, 0, '{"USER_INACTIVE": 1}', 0.2, 3.5, 4.1),
            (2, 3100, NULL, 100, 0, 2, 0, 0, '{}', 0.2, 0.5, 0.9),
            (3, 80000, NULL, NULL, 0, 0, 0, 0, '{}', NULL, NULL, 0.1),
            (4, 3100, NULL, NULL, 0, 0, 0, 0, '{}', NULL, NULL, NULL)`,
  );
  await pool.query(
    `INSERT INTO etl.audit_log (batch_job_id, job_id, event, severity, message, payload)
     VALUES (1, NULL, 'received', 'info', '"incoming/user-log-20240802-001.csv" has arrived', '{"bytes": 3100}'),
            (1, $1, 'started', 'info', 'The job loads it', '{"attempt": 1}'),
            (1, $1, 'retried', 'warning', 'PostgreSQL is away.',
             '{"code": "DATABASE_UNAVAILABLE", "attempt": 1, "pause_seconds": 2}'),
            (1, $1, 'taken_over', 'warning', 'intake-2 goes on with what intake-1 has left', '{}'),
            (1, $1, 'started', 'info', 'The job loads it', '{"attempt": 2}'),
            (1, $1, 'succeeded', 'info', 'It is loaded', '{}'),
            (1, $1, 'row_error', 'error', 'There is no user with this ユーザーID.',
             '{"code": "USER_NOT_FOUND", "line": 4, "raw_data": "{\\"user_id\\": \\"u-9\\", \\"login_count\\": 1}"}'),
            (1, $1, 'row_warning', 'warning', 'The user is inactive.', '{"code": "USER_INACTIVE", "line": 6}'),
            (1, $1, 'row_error', 'error', 'ログイン回数 is not a whole number.', $2),
            (1, $1, 'ended', 'info', 'The file lies at "processed/user-log-20240802-001.csv"', '{}'),
            (2, NULL, 'received', 'info', 'It has arrived', '{"bytes": 3100}'),
            (2, $1, 'failed', 'error', '2 rows of the file cannot be right.', '{"code": "VALIDATION_FAILED"}')`,
    [jobId, JSON.stringify({ code: 'COUNT_INVALID', line: 9, raw_data: FOREIGN_ROW })],
  );
}
