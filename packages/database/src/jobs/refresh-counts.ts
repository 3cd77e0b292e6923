import type { Queryable } from '../connect-database.ts';
import { MISSING_RECORDS } from './missing-records.ts';

export interface FoldedCounts {
  /** Records that are in the ledger or given up as dead; those of dead chunks that are driven again are neither. */
  readonly accounted: number;
  /** Of these, the ones in dead chunks. */
  readonly dead: number;
  /** null until the whole source is read. */
  readonly total: number | null;
}

/**
 * Folds the ledger into the job's row and progress. Sums, never increments: it may run any number of times and after any
 * loss of events. Duplicates and rows that refer to nothing are removed while publishing, so they are subtracted from what was
 * loaded; the latter have failed.
 *
 * Sums that are made while a repair is merged or given up are not written, as they are no longer the job's: then it gives
 * undefined, as for a job that does not exist.
 */
export async function refreshCounts(db: Queryable, jobId: number): Promise<FoldedCounts | undefined> {
  const { rows } = await db.query<FoldedCounts>(
    `WITH seen AS MATERIALIZED (
       SELECT repair FROM etl.etl_job_run WHERE id = $1
     ), ledger AS (
       SELECT coalesce(sum(records), 0) AS records, coalesce(sum(loaded), 0) AS loaded,
              coalesce(sum(failed), 0) AS failed, coalesce(sum(blank), 0) AS blank, max(chunk) AS current_batch
         FROM etl.chunk_ledger WHERE job_id = $1
     ), dead AS (
       SELECT coalesce(sum(${MISSING_RECORDS}), 0) AS records FROM etl.dead_chunk d
        WHERE d.job_id = $1 AND d.repair IS NULL
     ), warned AS (
       SELECT coalesce(jsonb_object_agg(code, amount), '{}') AS warnings FROM (
         SELECT w.key AS code, sum(w.value::bigint) AS amount
           FROM etl.chunk_ledger l, jsonb_each_text(l.warnings) w WHERE l.job_id = $1 GROUP BY w.key) per_code
     ), gapless AS (
       SELECT max(chunk) AS last_batch FROM (
         SELECT chunk, row_number() OVER (ORDER BY chunk) - 1 AS position
           FROM etl.chunk_ledger WHERE job_id = $1 GROUP BY chunk HAVING count(*) = max(parts)) whole
        WHERE chunk = position
     ), progress AS (
       UPDATE etl.import_progress p
          SET last_successful_batch = gapless.last_batch, current_batch = ledger.current_batch,
              transformed_batches = greatest(p.transformed_batches, gapless.last_batch + 1),
              updated_at = clock_timestamp()
         FROM ledger, gapless WHERE p.job_id = $1
     )
     UPDATE etl.etl_job_run j
        SET records_processed = ledger.loaded - j.records_duplicated - j.records_unreferenced,
            records_failed = ledger.failed + dead.records + j.records_unreferenced,
            records_blank = ledger.blank,
            warnings = warned.warnings || j.merge_warnings || CASE WHEN j.records_total >= j.record_limit
                         THEN jsonb_build_object('RECORD_LIMIT', j.record_limit) ELSE '{}' END
       FROM seen, ledger, dead, warned
      WHERE j.id = $1 AND j.repair IS NOT DISTINCT FROM seen.repair
      RETURNING (ledger.records + dead.records)::bigint AS accounted, dead.records::bigint AS dead,
                j.records_total AS total`,
    [jobId],
  );
  return rows[0];
}
