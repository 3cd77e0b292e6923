import type { Metrics } from '@regpipe/metrics';

import type { CutChunk } from './cut-chunks.ts';

/** Told how a fetch goes on, for whoever counts it. */
export interface FetchObserver {
  /** The chunk is stored; that took so long, waiting for room included. */
  sent(chunk: CutChunk, seconds: number): void;
  /** The chunk is loaded already, and was only read. */
  passedOver(chunk: CutChunk): void;
  /** So many bytes were read since the fetch began, as served. */
  read(bytes: number): void;
}

/** Counts one fetch of a data set. */
export function observeFetch(metrics: Metrics, dataset: string): FetchObserver {
  const stage = 'fetch';
  let bytesRead = 0;
  const count = (chunk: CutChunk, records: string, chunks: string) => {
    metrics.count('regpipe_records_total', { dataset, stage, outcome: records }, chunk.records);
    metrics.count('regpipe_chunks_total', { dataset, stage, outcome: chunks });
  };
  return {
    sent: (chunk, seconds) => {
      count(chunk, 'read', 'done');
      metrics.count('regpipe_bytes_total', { dataset, stage, direction: 'out' }, chunk.payload.length);
      metrics.observe('regpipe_chunk_seconds', { dataset, stage }, seconds);
    },
    passedOver: (chunk) => count(chunk, 'skipped', 'skipped'),
    read: (bytes) => {
      // Opened again behind what is loaded, a source may count anew.
      metrics.count(
        'regpipe_bytes_total',
        { dataset, stage, direction: 'in' },
        Math.max(0, bytes - bytesRead),
      );
      bytesRead = bytes;
    },
  };
}
