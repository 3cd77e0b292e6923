import type { RawChunk } from '@regpipe/contracts';
import type { Metrics } from '@regpipe/metrics';

import type { CleanPart } from './clean-parts.ts';

export interface Transformed {
  readonly chunk: RawChunk;
  readonly bytesIn: number;
  readonly parts: readonly CleanPart[];
  /** From the delivery until all parts are stored. */
  readonly seconds: number;
}

/** Counts a chunk that is transformed: sums over its parts, so that no record costs anything. */
export function countTransformed(metrics: Metrics, { chunk, bytesIn, parts, seconds }: Transformed): void {
  const { dataset } = chunk;
  const stage = 'transform';
  const sum = (of: (part: CleanPart) => number) => parts.reduce((total, part) => total + of(part), 0);
  const records = {
    accepted: sum((part) => part.loaded),
    rejected: sum((part) => part.failed),
    blank: sum((part) => part.blank),
  };
  for (const [outcome, amount] of Object.entries(records)) {
    metrics.count('regpipe_records_total', { dataset, stage, outcome }, amount);
  }
  const bytesOut = sum((part) => part.payload.length);
  metrics.count('regpipe_bytes_total', { dataset, stage, direction: 'in' }, bytesIn);
  metrics.count('regpipe_bytes_total', { dataset, stage, direction: 'out' }, bytesOut);
  metrics.count('regpipe_chunks_total', { dataset, stage, outcome: 'done' });
  metrics.observe('regpipe_chunk_seconds', { dataset, stage }, seconds);
}
