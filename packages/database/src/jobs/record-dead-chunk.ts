import type { EventData } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/**
 * Notes a chunk that ended in the dead letters: its records count as failed, and one line among the rejects says which
 * they are. Not so for a chunk of an earlier attempt: it is fetched or driven anew, and the job would end without waiting
 * for it. One that was driven again and has died again counts once more, with its new reason.
 */
export async function recordDeadChunk(
  db: Queryable,
  jobId: number,
  attempt: number,
  dead: EventData<'chunk.dead'>,
): Promise<void> {
  await db.query(
    `WITH noted AS (
       INSERT INTO etl.dead_chunk (job_id, stage, chunk, part, records, reason)
       SELECT id, $3, $4, $5, $6, $7 FROM etl.etl_job_run WHERE id = $1 AND attempt = $2
       ON CONFLICT (job_id, stage, chunk, part) DO UPDATE SET repair = NULL, reason = excluded.reason, at = now()
         WHERE dead_chunk.repair IS NOT NULL
       RETURNING job_id, chunk, records, reason
     ), told_before AS (
       DELETE FROM etl.data_import_error e USING noted
        WHERE e.job_id = noted.job_id AND e.chunk = noted.chunk AND e.source_line = $8
          AND e.error_type = 'DEAD_CHUNK'
     )
     INSERT INTO etl.data_import_error (job_id, chunk, source_line, error_type, error_message, raw_data)
     SELECT job_id, chunk, $8, 'DEAD_CHUNK',
            format('%s records from this line on are not loaded, as their chunk failed every delivery: %s', records, reason),
            ''
       FROM noted`,
    [jobId, attempt, dead.stage, dead.chunk, dead.part, dead.records, dead.reason, dead.firstLine],
  );
}
