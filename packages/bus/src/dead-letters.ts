import {
  type CleanChunk,
  decodeCleanHeaders,
  decodeRawHeaders,
  encodeChunkHeaders,
  type Headers,
  type RawChunk,
  subjects,
} from '@regpipe/contracts';
import { NatsError, type SeqMsgRequest, type StoredMsg } from 'nats';

import { DEAD_DELIVERIES, DEAD_REASON, DEAD_SUBJECT, type DeadStage } from './bury-chunk.ts';
import type { Bus } from './connect-bus.ts';
import { isNotFound } from './ensure-streams.ts';
import { publish } from './publish.ts';

/** A chunk, or a part of one, that lies in DEAD. */
export interface DeadLetter {
  /** Its place in the stream. */
  readonly seq: number;
  readonly stage: DeadStage;
  readonly chunk: number;
  readonly part: number;
}

const NO_MESSAGE_FOUND = 10_037;
const MESSAGE_ID = 'Nats-Msg-Id';

/**
 * The dead letters of a job, oldest first; of a chunk that was buried in several attempts, each. They are read one by
 * one, so memory does not grow with them. No consumer: nats-server 2.9 gives the next message of a subject when asked.
 */
export async function* findDeadLetters(
  bus: Bus,
  dataset: string,
  jobId: number,
): AsyncGenerator<DeadLetter, void, void> {
  const subject = subjects.dead('*', dataset, jobId);
  for (let seq = 1; ;) {
    const stored = await readStored(bus, { seq, next_by_subj: subject });
    if (stored === undefined) return;
    const isRaw = stored.subject === subjects.dead('transformer', dataset, jobId);
    const stage: DeadStage = isRaw ? 'transformer' : 'loader';
    const described = describe(stage, toRecord(stored));
    yield { seq: stored.seq, stage, chunk: described.chunk, part: partOf(described) };
    seq = stored.seq + 1;
  }
}

/**
 * Sends a dead letter again where it died, as a chunk of this attempt; its payload stays as it is, packed or not. Gives
 * false when it lies there no longer.
 *
 * @param id what makes a repeated one count once
 */
export async function resendDeadLetter(
  bus: Bus,
  letter: DeadLetter,
  attempt: number,
  id: string,
  signal: AbortSignal,
): Promise<boolean> {
  const stored = await readStored(bus, { seq: letter.seq });
  if (stored === undefined) return false;
  const {
    [DEAD_SUBJECT]: subject = '',
    [DEAD_DELIVERIES]: _deliveries,
    [DEAD_REASON]: _reason,
    [MESSAGE_ID]: _id,
    ...kept
  } = toRecord(stored);
  const headers = { ...kept, ...encodeChunkHeaders({ ...describe(letter.stage, kept), attempt }) };
  await publish(bus, subject, stored.data, { id, headers, signal });
  return true;
}

type StoredRequest = SeqMsgRequest & { readonly next_by_subj?: string };

async function readStored(bus: Bus, request: StoredRequest): Promise<StoredMsg | undefined> {
  try {
    return await bus.manager.streams.getMessage('DEAD', request);
  } catch (error) {
    const nothing = error instanceof NatsError && error.api_error?.err_code === NO_MESSAGE_FOUND;
    if (nothing || isNotFound(error)) return undefined;
    throw error;
  }
}

function describe(stage: DeadStage, headers: Headers): RawChunk | CleanChunk {
  return stage === 'transformer' ? decodeRawHeaders(headers) : decodeCleanHeaders(headers);
}

function partOf(chunk: RawChunk | CleanChunk): number {
  return 'part' in chunk ? chunk.part : 1;
}

function toRecord({ header }: StoredMsg): Headers {
  return Object.fromEntries(Array.from(header, ([name, values]) => [name, values[0] ?? '']));
}
