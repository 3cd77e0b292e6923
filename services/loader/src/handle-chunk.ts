import { type Bus, type Delivery, publishEvent } from '@regpipe/bus';
import { type CleanChunk, decodeCleanHeaders } from '@regpipe/contracts';
import type { Database } from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';
import type { Logger } from '@regpipe/runtime';

import { loadChunk } from './load-chunk.ts';
import { untilAvailable } from './until-available.ts';

export interface ChunkDependencies {
  readonly bus: Bus;
  readonly database: Database;
  readonly log: Logger;
}

/**
 * Loads one delivery of a clean chunk and says so. The fact is told again for a chunk that was in already: its first
 * loader may have died between its COMMIT and the telling.
 */
export async function handleChunk(
  { bus, database, log }: ChunkDependencies,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const chunk = decodeCleanHeaders(delivery.headers);
  const { tables } = findDataset(chunk.dataset);
  const result = await untilAvailable(log, signal, () =>
    loadChunk(database, tables, chunk, delivery.data, signal),
  );
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

function report(log: Logger, chunk: CleanChunk, result: Awaited<ReturnType<typeof loadChunk>>): void {
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
