import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { keyTable } from '../versions/table-names.ts';

/** Ends a dry run and drops its keys. Gives false when the job was cancelled or interrupted meanwhile. */
export async function endDryRun(database: Database, jobId: number, partial: boolean): Promise<boolean> {
  return inTransaction(database, async (connection) => {
    const ended = await connection.query(
      `UPDATE etl.etl_job_run SET status = $2, completed_at = clock_timestamp(), heartbeat_at = clock_timestamp()
        WHERE id = $1 AND status = 'publishing'`,
      [jobId, partial ? 'partial' : 'success'],
    );
    if (ended.rowCount === 0) return false;
    await connection.query(`DROP TABLE IF EXISTS ${keyTable(jobId)}`);
    return true;
  });
}
