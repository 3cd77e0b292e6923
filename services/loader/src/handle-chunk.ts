import { type Bus, chunkFields, type Delivery, publishEvent } from '@regpipe/bus';
import { type CleanChunk, decodeCleanHeaders, TRACEPARENT } from '@regpipe/contracts';
import type { Database, RecordChunkResult } from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';
import type { Metrics } from '@regpipe/metrics';
import type { Logger } from '@regpipe/runtime';
import { chunkAttributes, inSpan, type Span, type Tracing } from '@regpipe/tracing';

import { Grouping } from './group-chunks.ts';
import { loadChunks, type ReceivedChunk } from './load-chunks.ts';
import { countLoaded } from './observe-load.ts';
import { observeTransaction } from './observe-transaction.ts';
import { untilAvailable } from './until-available.ts';

export interface ChunkDependencies {
  readonly bus: Bus;
  readonly database: Database;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
}

interface PendingChunk extends ReceivedChunk {
  readonly signal: AbortSignal;
  readonly span: Span;
}

interface LoadedChunk {
  readonly result: RecordChunkResult;
  /** Resolves when the tracker's stream holds the fact. */
  readonly told: Promise<void>;
}

export type ChunkLoader = Grouping<PendingChunk, LoadedChunk>;

/** Loads the chunks that wait together in one transaction, and says so in one fact. */
export function createChunkLoader(dependencies: ChunkDependencies, lanes: number): ChunkLoader {
  const { database, metrics, tracing } = dependencies;
  return new Grouping({
    lanes,
    keyOf: ({ chunk }) => `${chunk.jobId}.${chunk.attempt}`,
    work: async (pending) => {
      const [first] = pending;
      if (first === undefined) return [];
      const dataset = findDataset(first.chunk.dataset);
      const transaction = { metrics, tracing, dataset: dataset.name, spans: pending.map(({ span }) => span) };
      const results = await untilAvailable(dependencies, first.signal, () =>
        observeTransaction(transaction, (onStep) =>
          loadChunks(database, dataset, pending, first.signal, onStep),
        ),
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
  const { traceparent } = first.span;
  const fact = { type: 'chunks.loaded', data: { chunks }, job, key, traceparent } as const;
  await publishEvent(bus, fact, first.signal);
}

/** Loads one delivery of a clean chunk. */
export async function handleChunk(
  { log, metrics, tracing }: ChunkDependencies,
  loader: ChunkLoader,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  const chunk = decodeCleanHeaders(delivery.headers);
  const parent = delivery.headers[TRACEPARENT];
  const options = { parent, kind: 'consumer', attributes: chunkAttributes(chunk) } as const;
  await inSpan(tracing, 'load', options, async (span) => {
    const { result, told } = await loader.add({ chunk, payload: delivery.data, signal, span });
    const seconds = (performance.now() - startedAt) / 1_000;
    span.set({ 'regpipe.result': result });
    report(log, chunk, result);
    countLoaded(metrics, { chunk, bytes: delivery.data.length, result, seconds });
    await told;
  });
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
