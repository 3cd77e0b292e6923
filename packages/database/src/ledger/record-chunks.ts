import { type CleanChunk, LOADING_STATUSES } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** `recorded`: the part is ours to load; `already-loaded`: it is in; `not-wanted`: the job takes no more data. */
export type RecordChunkResult = 'recorded' | 'already-loaded' | 'not-wanted';

export interface RecordedChunks {
  /** One for each chunk. */
  readonly results: RecordChunkResult[];
  /** The repair into whose tables the chunks belong; null when it is the version's own. */
  readonly repair: number | null;
}

/**
 * Writes the ledger rows of a job's chunks, first thing in the transaction that COPYs them; gives what became of each. A
 * second loader with one of the parts waits here for the first one's end, and then learns whether it is in. The rows are
 * written in their order in the source, so that two loaders never wait for each other.
 *
 * @param chunks of one job
 */
export async function recordChunks(db: Queryable, chunks: readonly CleanChunk[]): Promise<RecordedChunks> {
  const jobId = chunks[0]?.jobId ?? 0;
  const inserted = await db.query<PartNumber & { repair: number | null }>(
    `INSERT INTO etl.chunk_ledger (job_id, chunk, part, parts, first_record, records, first_line, lines, byte_offset,
                                   raw_bytes, crc32, loaded, failed, blank, warnings, repair)
     SELECT j.id, c.chunk, c.part, c.parts, c."firstRecord", c.records, c."firstLine", c.lines, c."byteOffset",
            c."rawBytes", c.crc32, c.loaded, c.failed, c.blank, c.warnings, j.repair
       FROM etl.etl_job_run j,
            jsonb_to_recordset($2) AS c (chunk integer, part smallint, parts smallint, "firstRecord" bigint,
              records integer, "firstLine" bigint, lines integer, "byteOffset" bigint, "rawBytes" integer,
              crc32 bigint, loaded integer, failed integer, blank integer, warnings jsonb)
      WHERE j.id = $1 AND j.status = ANY ($3) AND j.discarded_at IS NULL
      ORDER BY c.chunk, c.part
     ON CONFLICT DO NOTHING
     RETURNING chunk, part, repair`,
    [jobId, JSON.stringify(chunks), LOADING_STATUSES],
  );
  const repair = inserted.rows[0]?.repair ?? null;
  const ours = repair === null || (await holdRepair(db, jobId, repair, inserted.rows)) ? inserted.rows : [];
  const recorded = new Set(ours.map(nameOf));
  const existing = recorded.size === chunks.length ? new Set() : await findExisting(db, jobId, chunks);
  const results = chunks.map((chunk): RecordChunkResult => {
    // A part that stands twice among the chunks is to be loaded once.
    if (recorded.delete(nameOf(chunk))) return 'recorded';
    return existing.has(nameOf(chunk)) ? 'already-loaded' : 'not-wanted';
  });
  return { results, repair };
}

/**
 * Keeps the repair from being given up before these rows are committed, as giving it up deletes those that it sees. Where
 * it has been given up already the rows are taken back, and it gives false.
 */
async function holdRepair(
  db: Queryable,
  jobId: number,
  repair: number,
  recorded: readonly PartNumber[],
): Promise<boolean> {
  const held = await db.query(
    'SELECT FROM etl.etl_job_run WHERE id = $1 AND repair = $2 AND status = ANY ($3) FOR SHARE',
    [jobId, repair, LOADING_STATUSES],
  );
  if (held.rowCount === 1) return true;
  await db.query(
    `DELETE FROM etl.chunk_ledger l USING jsonb_to_recordset($2) AS c (chunk integer, part smallint)
      WHERE l.job_id = $1 AND l.chunk = c.chunk AND l.part = c.part`,
    [jobId, JSON.stringify(recorded)],
  );
  return false;
}

/** The same for one chunk. */
export async function recordChunk(db: Queryable, chunk: CleanChunk): Promise<RecordChunkResult> {
  const { results } = await recordChunks(db, [chunk]);
  const [result = 'not-wanted'] = results;
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
