import type { ProcessingMetadata } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/**
 * Keeps what a drop's job has counted, and how long everything took up to now; a second call changes no time. Of a failed
 * drop nothing is in the tables, so no record of it counts as loaded, whatever its job had staged.
 */
export async function recordMetadata(db: Queryable, dropId: number): Promise<ProcessingMetadata> {
  const { rows } = await db.query<ProcessingMetadata>(
    `UPDATE etl.processing_metadata m
        SET sha256 = j.source_sha256, records_total = j.records_total,
            records_processed = CASE WHEN b.error_code IS NULL THEN coalesce(j.records_processed, 0) ELSE 0 END,
            records_failed = coalesce(j.records_failed, 0), records_duplicated = coalesce(j.records_duplicated, 0),
            records_blank = coalesce(j.records_blank, 0), warnings = coalesce(j.warnings, '{}'),
            seconds_waiting = ${seconds('b.started_at - b.received_at')},
            seconds_loading = ${seconds('j.completed_at - b.started_at')},
            seconds_total = coalesce(m.seconds_total, ${seconds('clock_timestamp() - b.received_at')})
       FROM etl.batch_job b LEFT JOIN etl.etl_job_run j ON j.id = b.job_id
      WHERE b.id = $1 AND m.batch_job_id = b.id
      RETURNING m.file_bytes, m.sha256, m.records_total, m.records_processed, m.records_failed, m.records_duplicated,
                m.records_blank, m.warnings, m.seconds_waiting, m.seconds_loading, m.seconds_total`,
    [dropId],
  );
  const [metadata] = rows as [ProcessingMetadata];
  return metadata;
}

function seconds(interval: string): string {
  return `round(extract(epoch FROM ${interval}), 3)::float8`;
}
