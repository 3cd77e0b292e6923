import { type Bus, buryChunk, chunkFields, consume, type Consumption, publish } from '@regpipe/bus';
import {
  type CleanChunk,
  decodeRawHeaders,
  encodeChunkHeaders,
  type RawChunk,
  subjects,
  traceHeaders,
  TRACEPARENT,
} from '@regpipe/contracts';
import { findDataset } from '@regpipe/datasets';
import type { Metrics } from '@regpipe/metrics';
import type { Logger } from '@regpipe/runtime';
import { chunkAttributes, inSpan, type Tracing } from '@regpipe/tracing';
import type { ServiceSchema } from 'moleculer';

import { ChunkTransformer } from './chunk-transformer.ts';
import type { CleanPart } from './clean-parts.ts';
import { countTransformed } from './observe-transform.ts';

export interface TransformerOptions {
  readonly bus: Bus;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly concurrency: number;
  readonly ackWaitMs: number;
  readonly maxDeliveries: number;
}

/**
 * Consumes RAW: reads the records of each chunk, applies the data set's rules, and publishes COPY text on CLEAN. A chunk
 * is acknowledged once all its parts are stored.
 */
export function transformerService(options: TransformerOptions): ServiceSchema {
  const { bus, log, metrics, tracing } = options;
  const transformers = new Map<string, ChunkTransformer>();
  const transformerFor = ({ dataset, mode }: RawChunk) => {
    const key = `${dataset} ${mode}`;
    const transformer = transformers.get(key) ?? new ChunkTransformer(findDataset(dataset), mode);
    transformers.set(key, transformer);
    return transformer;
  };
  let consumption: Consumption | undefined;
  return {
    name: 'transformer',
    actions: {
      health: () => ({ service: 'transformer', bus: bus.isConnected() }),
    },
    async started() {
      consumption = await consume(bus, {
        stream: 'RAW',
        durable: 'transformer',
        concurrency: options.concurrency,
        ackWaitMs: options.ackWaitMs,
        maxDeliveries: options.maxDeliveries,
        retryDelayMs: 500,
        about: ({ headers }) => chunkFields(decodeRawHeaders(headers)),
        handle: async (delivery, signal) => {
          const startedAt = performance.now();
          const chunk = decodeRawHeaders(delivery.headers);
          const parent = delivery.headers[TRACEPARENT];
          const span = { parent, kind: 'consumer', attributes: chunkAttributes(chunk) } as const;
          await inSpan(tracing, 'transform', span, async ({ traceparent }) => {
            const parts = transformerFor(chunk).transform(chunk, delivery.data);
            await send(bus, chunk, parts, traceparent, signal);
            report(log, chunk, parts);
            const seconds = (performance.now() - startedAt) / 1_000;
            countTransformed(metrics, { chunk, bytesIn: delivery.data.length, parts, seconds });
          });
        },
        bury: async (delivery, error, signal) => {
          await buryChunk(bus, 'transformer', decodeRawHeaders(delivery.headers), delivery, error, signal);
        },
      });
    },
    async stopped() {
      await consumption?.stop();
    },
  };
}

async function send(
  bus: Bus,
  chunk: RawChunk,
  parts: readonly CleanPart[],
  traceparent: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const subject = subjects.chunk('clean', chunk.dataset, chunk.jobId);
  for (const [index, part] of parts.entries()) {
    const clean = describe(chunk, part, index + 1, parts.length);
    const id = `clean.${chunk.jobId}.${chunk.attempt}.${chunk.chunk}.${clean.part}`;
    await publish(bus, subject, part.payload, {
      id,
      headers: {
        ...encodeChunkHeaders(clean),
        ...traceHeaders(traceparent),
      },
      compress: true,
      signal,
    });
  }
}

function describe(chunk: RawChunk, part: CleanPart, number: number, parts: number): CleanChunk {
  const { payload: _payload, ...facts } = part;
  const { jobId, dataset, attempt, mode, byteOffset, rawBytes, crc32 } = chunk;
  return {
    jobId,
    dataset,
    attempt,
    mode,
    chunk: chunk.chunk,
    part: number,
    parts,
    byteOffset,
    rawBytes,
    crc32,
    ...facts,
  };
}

function report(log: Logger, chunk: RawChunk, parts: readonly CleanPart[]): void {
  const failed = parts.reduce((sum, part) => sum + part.failed, 0);
  const fields = { ...chunkFields(chunk), records: chunk.records };
  log.debug(
    { event: 'batch_transformed', ...fields, parts: parts.length },
    `Chunk ${chunk.chunk} transformed`,
  );
  if (failed === 0) return;
  log.warn(
    { event: 'batch_validation_errors', ...fields, records_failed: failed },
    `Chunk ${chunk.chunk}: ${failed} of ${chunk.records} records rejected`,
  );
}
