import type { Database } from '../connect-database.ts';
import { inTransaction } from '../transaction.ts';
import { refreshCounts } from './refresh-counts.ts';

/**
 * Gives up the repair of a job, in whatever state that is: the job is partial as before it, with the same counts, and its
 * version untouched. What the repair had loaded goes from the ledger and the rejects in the same transaction. Gives the
 * repair, whose tables are to be dropped; undefined when there was none, or it has just been merged.
 */
export async function abandonRepair(database: Database, jobId: number): Promise<number | undefined> {
  return inTransaction(database, async (connection) => {
    const { rows } = await connection.query<{ repair: number }>(
      `UPDATE etl.etl_job_run j
          SET status = 'partial', repair = NULL, error_code = NULL, error_message = NULL,
              completed_at = (SELECT published_at FROM etl.publication WHERE job_id = j.id)
         FROM (SELECT id, repair FROM etl.etl_job_run WHERE id = $1 FOR NO KEY UPDATE) was
        WHERE j.id = was.id AND was.repair IS NOT NULL
        RETURNING was.repair`,
      [jobId],
    );
    const repair = rows[0]?.repair;
    if (repair === undefined) return undefined;
    await connection.query(
      `DELETE FROM etl.data_import_error e USING etl.chunk_ledger l
        WHERE e.job_id = $1 AND l.job_id = $1 AND l.repair = $2 AND e.chunk = l.chunk
          AND e.error_type <> 'DEAD_CHUNK'
          AND e.source_line >= l.first_line AND e.source_line < l.first_line + l.lines`,
      [jobId, repair],
    );
    await connection.query('DELETE FROM etl.chunk_ledger WHERE job_id = $1 AND repair = $2', [jobId, repair]);
    await connection.query('UPDATE etl.dead_chunk SET repair = NULL WHERE job_id = $1', [jobId]);
    await refreshCounts(connection, jobId);
    return repair;
  });
}
