import type { CleanChunk, RawChunk } from '@regpipe/contracts';

/** What a line of the log says that it is about, of a chunk: `batch_num` is its number. */
export function chunkFields(chunk: RawChunk | CleanChunk): Readonly<Record<string, number>> {
  const { jobId, chunk: number } = chunk;
  return { job_run_id: jobId, batch_num: number, ...('part' in chunk ? { part: chunk.part } : {}) };
}
