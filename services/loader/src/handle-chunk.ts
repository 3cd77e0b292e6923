import { type Bus, type Delivery, publishEvent } from '@regpipe/bus';
import { type CleanChunk, decodeCleanHeaders } from '@regpipe/contracts';
import type { Database, RecordChunkResult } from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';
import type { Logger } from '@regpipe/runtime';

import { Grouping } from './group-chunks.ts';
import { loadChunks, type ReceivedChunk } from './load-chunks.ts';
import { untilAvailable } from './until-available.ts';

export interface ChunkDependencies {
  readonly bus: Bus;
  readonly database: Database;
  readonly log: Logger;
}

interface PendingChunk extends ReceivedChunk {
  readonly signal: AbortSignal;
}

export type ChunkLoader = Grouping<PendingChunk, RecordChunkResult>;

/** Loads the chunks that wait together in one transaction. */
export function createChunkLoader({ database, log }: ChunkDependencies, lanes: number): ChunkLoader {
  return new Grouping({
    lanes,
    keyOf: ({ chunk }) => chunk.jobId,
    work: async (pending) => {
      const [first] = pending;
      if (first === undefined) return [];
      const { tables } = findDataset(first.chunk.dataset);
      return untilAvailable(log, first.signal, () => loadChunks(database, tables, pending, first.signal));
    },
  });
}

/**
 * Loads one delivery of a clean chunk and says so. The fact is told again for a chunk that was in already: its first
 * loader may have died between its COMMIT and the telling.
 */
export async function handleChunk(
  { bus, log }: ChunkDependencies,
  loader: ChunkLoader,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const chunk = decodeCleanHeaders(delivery.headers);
  const result = await loader.add({ chunk, payload: delivery.data, signal });
  report(log, chunk, result);
  if (result === 'not-wanted') return;
  await publishEvent(
    bus,
    {
      type: 'chunk.loaded',
      data: { chunk: chunk.chunk, part: chunk.part, records: chunk.records },
      job: { jobId: chunk.jobId, dataset: chunk.dataset, attempt: chunk.attempt },
      key: `${chunk.chunk}.${chunk.part}`,
    },
    signal,
  );
}

function report(log: Logger, chunk: CleanChunk, result: RecordChunkResult): void {
  const fields = {
    job_run_id: chunk.jobId,
    batch_num: chunk.chunk,
    part: chunk.part,
    records: chunk.records,
    records_success: chunk.loaded,
    records_failed: chunk.failed,
  };
  if (result !== 'recorded') {
    log.info(
      { event: 'batch_skipped', reason: result, ...fields },
      `Chunk ${chunk.chunk} skipped: ${result}`,
    );
  } else if (chunk.mode === 'dry-run') {
    log.info({ event: 'batch_dry_run', ...fields }, `Chunk ${chunk.chunk} counted`);
  } else {
    log.info({ event: 'batch_completed', ...fields }, `Chunk ${chunk.chunk} loaded`);
  }
}
