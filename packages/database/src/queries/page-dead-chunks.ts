import type { DeadChunk } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** Where a page of dead chunks ends: the last one's place in their order. */
export interface DeadChunkPosition extends Pick<DeadChunk, 'job_id' | 'stage' | 'chunk' | 'part'> {
  /** When it died, in microseconds of Unix time: a timestamp has more of them than a Date keeps. */
  readonly micros: number;
}

export interface DeadChunkFilter {
  readonly dataset?: string | undefined;
  readonly jobId?: number | undefined;
  readonly after?: DeadChunkPosition | undefined;
  readonly limit: number;
}

export type DeadChunkRow = DeadChunk & DeadChunkPosition;

/**
 * Chunks that failed every delivery, newest first. A job can be redriven when it is partial, or has stopped in the middle
 * of its repair, while its version is live and no other job of the data set is at work.
 */
export async function pageDeadChunks(db: Queryable, filter: DeadChunkFilter): Promise<DeadChunkRow[]> {
  const { dataset, jobId, after, limit } = filter;
  const { rows } = await db.query<DeadChunkRow>(
    `WITH dead AS (
       SELECT *, (extract(epoch FROM at) * 1000000)::bigint AS micros FROM etl.dead_chunk
        WHERE $2::bigint IS NULL OR job_id = $2
     )
     SELECT d.job_id, j.dataset, d.stage, d.chunk, d.part, d.records, d.reason, d.at, d.micros,
            d.repair IS NOT NULL AS redriven,
            j.mode = 'full' AND (j.status = 'partial' OR j.repair IS NOT NULL AND j.status IN ('failed', 'interrupted'))
              AND EXISTS (SELECT FROM etl.publication p WHERE p.job_id = j.id AND p.live)
              AND NOT EXISTS (SELECT FROM etl.etl_job_run other
                               WHERE other.dataset = j.dataset AND other.status IN ('queued', 'running', 'publishing'))
              AS redrivable
       FROM dead d JOIN etl.etl_job_run j ON j.id = d.job_id
      WHERE ($1::text IS NULL OR j.dataset = $1)
        AND ($3::bigint IS NULL
             OR (-d.micros, -d.job_id, d.stage, d.chunk, d.part)
                > (-$3::bigint, -$4::bigint, $5::text, $6::integer, $7::smallint))
      ORDER BY -d.micros, -d.job_id, d.stage, d.chunk, d.part
      LIMIT $8`,
    [dataset, jobId, after?.micros, after?.job_id, after?.stage, after?.chunk, after?.part, limit],
  );
  return rows;
}
