import { type CleanChunk, errorMessage, type RawChunk, subjects, TRACEPARENT } from '@regpipe/contracts';

import type { Bus } from './connect-bus.ts';
import type { Delivery } from './delivery.ts';
import { publish } from './publish.ts';
import { publishEvent } from './publish-json.ts';

/** Encoded, a character takes up to nine bytes, and what stands in headers counts against ENVELOPE_BYTES. */
const LONGEST_REASON = 200;

/** Where a chunk can die. */
export type DeadStage = 'transformer' | 'loader';

/** Where the chunk was delivered: there it can be sent again. */
export const DEAD_SUBJECT = 'Regpipe-Dead-Subject';
export const DEAD_DELIVERIES = 'Regpipe-Dead-Deliveries';
export const DEAD_REASON = 'Regpipe-Dead-Reason';

/** Keeps a chunk that failed every delivery in DEAD, with the reason, and tells the tracker. */
export async function buryChunk(
  bus: Bus,
  stage: DeadStage,
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
      [DEAD_SUBJECT]: delivery.subject,
      [DEAD_DELIVERIES]: String(delivery.deliveryCount),
      [DEAD_REASON]: encodeURIComponent(reason.slice(0, LONGEST_REASON).toWellFormed()),
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
      traceparent: delivery.headers[TRACEPARENT],
    },
    signal,
  );
}
