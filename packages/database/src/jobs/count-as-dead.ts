import type { Queryable } from '../connect-database.ts';
import type { DeadChunk } from './list-dead-chunks.ts';

/** Lets chunks count as dead again that cannot be driven, as their dead letters are gone. */
export async function countAsDead(db: Queryable, jobId: number, chunks: readonly DeadChunk[]): Promise<void> {
  await db.query(
    `UPDATE etl.dead_chunk d SET repair = NULL
       FROM jsonb_to_recordset($2) AS gone (stage text, chunk integer, part smallint)
      WHERE d.job_id = $1 AND d.stage = gone.stage AND d.chunk = gone.chunk AND d.part = gone.part`,
    [jobId, JSON.stringify(chunks)],
  );
}
