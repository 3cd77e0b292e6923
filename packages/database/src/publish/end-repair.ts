import type { Queryable } from '../connect-database.ts';
import { MISSING_RECORDS } from '../jobs/missing-records.ts';

/**
 * Ends a repaired job, inside the transaction that merges it: what is loaded now is no longer told of as dead, and the
 * publication has the rows that it has.
 */
export async function endRepair(
  db: Queryable,
  jobId: number,
  partial: boolean,
  rowCounts: Readonly<Record<string, number>>,
): Promise<void> {
  await db.query(`DELETE FROM etl.dead_chunk d WHERE job_id = $1 AND ${MISSING_RECORDS} = 0`, [jobId]);
  // The line of a chunk that is half loaded stays.
  await db.query(
    `DELETE FROM etl.data_import_error e USING etl.chunk_ledger l
      WHERE e.job_id = $1 AND e.error_type = 'DEAD_CHUNK'
        AND l.job_id = $1 AND l.chunk = e.chunk AND l.first_line = e.source_line
        AND NOT EXISTS (SELECT FROM etl.dead_chunk d
                         WHERE d.job_id = $1 AND d.chunk = e.chunk AND d.stage = 'transformer')`,
    [jobId],
  );
  await db.query('UPDATE etl.dead_chunk SET repair = NULL WHERE job_id = $1', [jobId]);
  await db.query('UPDATE etl.publication SET row_counts = $2 WHERE job_id = $1', [
    jobId,
    JSON.stringify(rowCounts),
  ]);
  await db.query(
    `UPDATE etl.etl_job_run
        SET status = $2, repair = NULL, completed_at = clock_timestamp(), heartbeat_at = clock_timestamp()
      WHERE id = $1`,
    [jobId, partial ? 'partial' : 'success'],
  );
}
