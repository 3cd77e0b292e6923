import type { CleanChunk } from '@regpipe/contracts';
import type { RecordChunkResult } from '@regpipe/database';
import type { Metrics } from '@regpipe/metrics';

export interface Loaded {
  readonly chunk: CleanChunk;
  readonly bytes: number;
  readonly result: RecordChunkResult;
  /** From the delivery to the COMMIT, waiting for a transaction included. */
  readonly seconds: number;
}

/** Counts a part of a chunk that is committed, or was in already. */
export function countLoaded(metrics: Metrics, { chunk, bytes, result, seconds }: Loaded): void {
  const { dataset } = chunk;
  const stage = 'load';
  metrics.count('regpipe_bytes_total', { dataset, stage, direction: 'in' }, bytes);
  metrics.observe('regpipe_chunk_seconds', { dataset, stage }, seconds);
  if (result !== 'recorded') {
    metrics.count('regpipe_chunks_total', { dataset, stage, outcome: 'skipped' });
    metrics.count('regpipe_records_total', { dataset, stage, outcome: 'skipped' }, chunk.records);
    return;
  }
  metrics.count('regpipe_chunks_total', { dataset, stage, outcome: 'done' });
  const records = { loaded: chunk.loaded, rejected: chunk.failed, blank: chunk.blank };
  for (const [outcome, amount] of Object.entries(records)) {
    metrics.count('regpipe_records_total', { dataset, stage, outcome }, amount);
  }
}
