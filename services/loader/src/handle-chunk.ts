import { type Bus, chunkFields, type Delivery, publishEvent } from '@regpipe/bus';
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

interface LoadedChunk {
  readonly result: RecordChunkResult;
  /** Resolves when the tracker's stream holds the fact. */
  readonly told: Promise<void>;
}

export type ChunkLoader = Grouping<PendingChunk, LoadedChunk>;

/** Loads the chunks that wait together in one transaction, and says so in one fact. */
export function createChunkLoader(dependencies: ChunkDependencies, lanes: number): ChunkLoader {
  const { database, log } = dependencies;
  return new Grouping({
    lanes,
    keyOf: ({ chunk }) => `${chunk.jobId}.${chunk.attempt}`,
    work: async (pending) => {
      const [first] = pending;
      if (first === undefined) return [];
      const { tables } = findDataset(first.chunk.dataset);
      const results = await untilAvailable(log, first.signal, () =>
        loadChunks(database, tables, pending, first.signal),
      );
      // Not waited for here: the next group need not wait for NATS.
      const told = tell(dependencies, pending, results);
      return results.map((result) => ({ result, told }));
    },
  });
}

/**
 * The fact is told again for a chunk that was in already: its first loader may have died between its COMMIT and the
 * telling.
 */
async function tell(
  { bus }: ChunkDependencies,
  pending: readonly PendingChunk[],
  results: readonly RecordChunkResult[],
): Promise<void> {
  const loaded = pending.filter((_, index) => results[index] !== 'not-wanted');
  const [first] = loaded;
  if (first === undefined) return;
  const { jobId, dataset, attempt } = first.chunk;
  const chunks = loaded.map(({ chunk: { chunk, part, records } }) => ({ chunk, part, records }));
  const key = chunks.map(({ chunk, part }) => `${chunk}.${part}`).join('+');
  const job = { jobId, dataset, attempt };
  await publishEvent(bus, { type: 'chunks.loaded', data: { chunks }, job, key }, first.signal);
}

/** Loads one delivery of a clean chunk. */
export async function handleChunk(
  log: Logger,
  loader: ChunkLoader,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const chunk = decodeCleanHeaders(delivery.headers);
  const { result, told } = await loader.add({ chunk, payload: delivery.data, signal });
  report(log, chunk, result);
  await told;
}

function report(log: Logger, chunk: CleanChunk, result: RecordChunkResult): void {
  const fields = {
    ...chunkFields(chunk),
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
