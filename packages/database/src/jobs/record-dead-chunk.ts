import type { EventData } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** Notes a chunk that ended in the dead letters; its records count as failed. */
export async function recordDeadChunk(
  db: Queryable,
  jobId: number,
  dead: EventData<'chunk.dead'>,
): Promise<void> {
  await db.query(
    `INSERT INTO etl.dead_chunk (job_id, stage, chunk, part, records, reason) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [jobId, dead.stage, dead.chunk, dead.part, dead.records, dead.reason],
  );
}
