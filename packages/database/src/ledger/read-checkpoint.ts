import type { Checkpoint } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

export interface LedgerCheckpoint {
  /** The first chunk that is not wholly loaded; null when none is. */
  readonly checkpoint: Checkpoint | null;
  /** CRC-32 of each chunk before the checkpoint, in order. */
  readonly loadedCrc32: number[];
  /** Chunks behind the checkpoint that are wholly loaded. */
  readonly loadedChunks: number[];
}

interface LoadedChunk {
  chunk: number;
  next_record: number;
  next_line: number;
  next_byte: number;
  crc32: number;
}

/** Works out from the ledger where fetching goes on. */
export async function readCheckpoint(db: Queryable, jobId: number): Promise<LedgerCheckpoint> {
  const { rows } = await db.query<LoadedChunk>(
    `SELECT chunk, max(first_record + records) AS next_record, max(first_line + lines) AS next_line,
            max(byte_offset + raw_bytes) AS next_byte, max(crc32) AS crc32
       FROM etl.chunk_ledger WHERE job_id = $1
      GROUP BY chunk HAVING count(*) = max(parts) ORDER BY chunk`,
    [jobId],
  );
  const gap = rows.findIndex((row, index) => row.chunk !== index);
  const before = gap === -1 ? rows : rows.slice(0, gap);
  const last = before.at(-1);
  return {
    checkpoint:
      last === undefined
        ? null
        : {
            chunk: last.chunk + 1,
            firstRecord: last.next_record,
            firstLine: last.next_line,
            byteOffset: last.next_byte,
          },
    loadedCrc32: before.map((row) => row.crc32),
    loadedChunks: rows.slice(before.length).map((row) => row.chunk),
  };
}
