import type { EventData } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/**
 * Notes a chunk that ended in the dead letters; its records count as failed. Not so for a chunk of an earlier attempt:
 * it is fetched anew, and the job would end without waiting for it.
 */
export async function recordDeadChunk(
  db: Queryable,
  jobId: number,
  attempt: number,
  dead: EventData<'chunk.dead'>,
): Promise<void> {
  await db.query(
    `INSERT INTO etl.dead_chunk (job_id, stage, chunk, part, records, reason)
     SELECT id, $3, $4, $5, $6, $7 FROM etl.etl_job_run WHERE id = $1 AND attempt = $2
     ON CONFLICT DO NOTHING`,
    [jobId, attempt, dead.stage, dead.chunk, dead.part, dead.records, dead.reason],
  );
}
