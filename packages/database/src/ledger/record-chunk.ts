import { type CleanChunk, LOADING_STATUSES } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** `recorded`: the part is ours to load; `already-loaded`: it is in; `not-wanted`: the job takes no more data. */
export type RecordChunkResult = 'recorded' | 'already-loaded' | 'not-wanted';

/**
 * Writes a chunk's ledger row, first thing in the transaction that COPYs it. A second loader with the same part waits
 * here for the first one's end, and then learns which of the two it was.
 */
export async function recordChunk(db: Queryable, chunk: CleanChunk): Promise<RecordChunkResult> {
  const inserted = await db.query(
    `INSERT INTO etl.chunk_ledger (job_id, chunk, part, parts, first_record, records, first_line, lines, byte_offset,
                                   raw_bytes, crc32, loaded, failed, blank, warnings)
     SELECT j.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
       FROM etl.etl_job_run j WHERE j.id = $1 AND j.status = ANY ($16) AND j.discarded_at IS NULL
     ON CONFLICT DO NOTHING`,
    [
      chunk.jobId,
      chunk.chunk,
      chunk.part,
      chunk.parts,
      chunk.firstRecord,
      chunk.records,
      chunk.firstLine,
      chunk.lines,
      chunk.byteOffset,
      chunk.rawBytes,
      chunk.crc32,
      chunk.loaded,
      chunk.failed,
      chunk.blank,
      JSON.stringify(chunk.warnings),
      LOADING_STATUSES,
    ],
  );
  if (inserted.rowCount === 1) return 'recorded';
  const existing = await db.query(
    'SELECT FROM etl.chunk_ledger WHERE job_id = $1 AND chunk = $2 AND part = $3',
    [chunk.jobId, chunk.chunk, chunk.part],
  );
  return existing.rowCount === 1 ? 'already-loaded' : 'not-wanted';
}
