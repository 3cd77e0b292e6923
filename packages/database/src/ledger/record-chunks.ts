import { type CleanChunk, LOADING_STATUSES } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** `recorded`: the part is ours to load; `already-loaded`: it is in; `not-wanted`: the job takes no more data. */
export type RecordChunkResult = 'recorded' | 'already-loaded' | 'not-wanted';

/**
 * Writes the ledger rows of a job's chunks, first thing in the transaction that COPYs them; gives what became of each. A
 * second loader with one of the parts waits here for the first one's end, and then learns whether it is in. The rows are
 * written in their order in the source, so that two loaders never wait for each other.
 *
 * @param chunks of one job
 */
export async function recordChunks(
  db: Queryable,
  chunks: readonly CleanChunk[],
): Promise<RecordChunkResult[]> {
  const jobId = chunks[0]?.jobId ?? 0;
  const inserted = await db.query<PartNumber>(
    `INSERT INTO etl.chunk_ledger (job_id, chunk, part, parts, first_record, records, first_line, lines, byte_offset,
                                   raw_bytes, crc32, loaded, failed, blank, warnings)
     SELECT j.id, c.chunk, c.part, c.parts, c."firstRecord", c.records, c."firstLine", c.lines, c."byteOffset",
            c."rawBytes", c.crc32, c.loaded, c.failed, c.blank, c.warnings
       FROM etl.etl_job_run j,
            jsonb_to_recordset($2) AS c (chunk integer, part smallint, parts smallint, "firstRecord" bigint,
              records integer, "firstLine" bigint, lines integer, "byteOffset" bigint, "rawBytes" integer,
              crc32 bigint, loaded integer, failed integer, blank integer, warnings jsonb)
      WHERE j.id = $1 AND j.status = ANY ($3) AND j.discarded_at IS NULL
      ORDER BY c.chunk, c.part
     ON CONFLICT DO NOTHING
     RETURNING chunk, part`,
    [jobId, JSON.stringify(chunks), LOADING_STATUSES],
  );
  const recorded = new Set(inserted.rows.map(nameOf));
  const existing = recorded.size === chunks.length ? new Set() : await findExisting(db, jobId, chunks);
  return chunks.map((chunk) => {
    // A part that stands twice among the chunks is to be loaded once.
    if (recorded.delete(nameOf(chunk))) return 'recorded';
    return existing.has(nameOf(chunk)) ? 'already-loaded' : 'not-wanted';
  });
}

/** The same for one chunk. */
export async function recordChunk(db: Queryable, chunk: CleanChunk): Promise<RecordChunkResult> {
  const [result = 'not-wanted'] = await recordChunks(db, [chunk]);
  return result;
}

type PartNumber = Pick<CleanChunk, 'chunk' | 'part'>;

function nameOf({ chunk, part }: PartNumber): string {
  return `${chunk}.${part}`;
}

async function findExisting(
  db: Queryable,
  jobId: number,
  chunks: readonly CleanChunk[],
): Promise<Set<string>> {
  const { rows } = await db.query<PartNumber>(
    'SELECT chunk, part FROM etl.chunk_ledger WHERE job_id = $1 AND chunk = ANY ($2)',
    [jobId, chunks.map((chunk) => chunk.chunk)],
  );
  return new Set(rows.map(nameOf));
}
