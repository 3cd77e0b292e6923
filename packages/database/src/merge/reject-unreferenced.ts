import type { Connection } from '../connect-database.ts';
import { CHUNK_OF_LINE } from '../publish/chunk-of-line.ts';
import { liveTable, quote, SOURCE_LINE } from '../versions/table-names.ts';
import type { Reference, StagedRows } from './staged-rows.ts';

/** Most characters of a key that a message repeats. */
const QUOTED_LENGTH = 200;

/**
 * Moves the rows whose reference is missing to the job's rejects, and counts them as failed; to be run in a transaction, so
 * that a second run finds nothing and counts nothing twice. Gives how many they are.
 */
export async function rejectUnreferenced(
  connection: Connection,
  reference: Reference,
  staged: StagedRows,
): Promise<number> {
  const { jobId, table, key, kept } = staged;
  const { rowCount } = await connection.query(
    `WITH removed AS (
       DELETE FROM ${table} t
        WHERE NOT EXISTS (SELECT FROM ${liveTable(reference.table)} r WHERE r.${quote(reference.foreign)} = t.${key})
        RETURNING t.${key} AS key, t.${SOURCE_LINE} AS line, ${kept} AS kept
     )
     INSERT INTO etl.data_import_error (job_id, chunk, source_line, error_type, error_message, raw_data)
     SELECT $1, ${CHUNK_OF_LINE}, line, $2, format('%s: "%s".', $3::text, left(key, ${QUOTED_LENGTH})), kept
       FROM removed ORDER BY line`,
    [jobId, reference.reject.type, reference.reject.message],
  );
  const removed = rowCount ?? 0;
  if (removed > 0) {
    await connection.query(
      `UPDATE etl.etl_job_run
          SET records_unreferenced = records_unreferenced + $2, records_processed = records_processed - $2,
              records_failed = records_failed + $2
        WHERE id = $1`,
      [jobId, removed],
    );
  }
  return removed;
}
