import { type CleanChunk, errorMessage, type RawChunk, subjects } from '@regpipe/contracts';

import type { Bus } from './connect-bus.ts';
import type { Delivery } from './consume.ts';
import { publish } from './publish.ts';
import { publishEvent } from './publish-json.ts';

/** Encoded, a character takes up to nine bytes, and what stands in headers counts against ENVELOPE_BYTES. */
const LONGEST_REASON = 200;

/** Keeps a chunk that failed every delivery in DEAD, with the reason, and tells the tracker. */
export async function buryChunk(
  bus: Bus,
  stage: 'transformer' | 'loader',
  chunk: RawChunk | CleanChunk,
  delivery: Delivery,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  const part = 'part' in chunk ? chunk.part : 1;
  const reason = errorMessage(error);
  const id = `dead.${stage}.${chunk.jobId}.${chunk.attempt}.${chunk.chunk}.${part}`;
  await publish(bus, subjects.dead(stage, chunk.dataset, chunk.jobId), delivery.data, {
    id,
    headers: {
      ...delivery.headers,
      'Regpipe-Dead-Subject': delivery.subject,
      'Regpipe-Dead-Deliveries': String(delivery.deliveryCount),
      'Regpipe-Dead-Reason': encodeURIComponent(reason.slice(0, LONGEST_REASON).toWellFormed()),
    },
    compress: true,
    signal,
  });
  await publishEvent(
    bus,
    {
      type: 'chunk.dead',
      data: { stage, chunk: chunk.chunk, part, firstLine: chunk.firstLine, records: chunk.records, reason },
      job: { jobId: chunk.jobId, dataset: chunk.dataset, attempt: chunk.attempt },
      key: `${chunk.chunk}.${part}`,
    },
    signal,
  );
}
