import type { ErrorCode } from '@regpipe/contracts';

import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { keyTable } from '../versions/table-names.ts';

/** How a dry run ends: as `etl` would, also where a guard would stop that. */
export type DryRunEnd =
  | { readonly status: 'success' | 'partial' }
  | { readonly status: 'failed'; readonly code: ErrorCode; readonly message: string };

/**
 * Ends a dry run and drops its keys, without which it cannot be resumed. Gives false when the job was cancelled or
 * interrupted meanwhile.
 */
export async function endDryRun(database: Database, jobId: number, end: DryRunEnd): Promise<boolean> {
  const error = end.status === 'failed' ? end : { code: null, message: null };
  return inTransaction(database, async (connection) => {
    const ended = await connection.query(
      `UPDATE etl.etl_job_run
          SET status = $2, error_code = $3, error_message = $4, completed_at = clock_timestamp(),
              heartbeat_at = clock_timestamp(),
              discarded_at = CASE WHEN $2 = 'failed' THEN clock_timestamp() END
        WHERE id = $1 AND status = 'publishing'`,
      [jobId, end.status, error.code, error.message],
    );
    if (ended.rowCount === 0) return false;
    await connection.query(`DROP TABLE IF EXISTS ${keyTable(jobId)}`);
    return true;
  });
}
