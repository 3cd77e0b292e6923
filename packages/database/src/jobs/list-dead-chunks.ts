import type { Queryable } from '../connect-database.ts';
import { MISSING_RECORDS } from './missing-records.ts';

/** Which chunk, or part of one, died where. */
export interface DeadChunk {
  readonly stage: 'transformer' | 'loader';
  readonly chunk: number;
  readonly part: number;
}

/** The dead chunks of a job of which records are missing in the ledger. */
export async function listDeadChunks(db: Queryable, jobId: number): Promise<DeadChunk[]> {
  const { rows } = await db.query<DeadChunk>(
    `SELECT stage, chunk, part FROM etl.dead_chunk d
      WHERE job_id = $1 AND ${MISSING_RECORDS} > 0 ORDER BY chunk, part, stage`,
    [jobId],
  );
  return rows;
}
