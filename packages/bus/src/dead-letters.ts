import {
  type CleanChunk,
  decodeCleanHeaders,
  decodeRawHeaders,
  encodeChunkHeaders,
  type Headers,
  type RawChunk,
  subjects,
  TerminalError,
  traceHeaders,
  TRACEPARENT,
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
/** Headers that say how it died, and its id there. */
const OF_ITS_DEATH: readonly string[] = [
  DEAD_SUBJECT,
  DEAD_DELIVERIES,
  DEAD_REASON,
  'Nats-Msg-Id',
  TRACEPARENT,
];

/**
 * The dead letters of a job, oldest first; of a chunk that was buried in several attempts, each. They are read one by
 * one, so memory does not grow with them. No consumer: nats-server 2.9 gives the next message of a subject when asked.
 */
export async function* findDeadLetters(
  bus: Bus,
  dataset: string,
  jobId: number,
): AsyncGenerator<DeadLetter, void, void> {
  const next_by_subj = subjects.dead('*', dataset, jobId);
  for (let seq = 1; ;) {
    const stored = await readStored(bus, { seq, next_by_subj });
    if (stored === undefined) return;
    const chunk = readChunk(stored);
    if (chunk !== undefined)
      yield { seq: stored.seq, stage: chunk.stage, chunk: chunk.chunk.chunk, part: chunk.part };
    seq = stored.seq + 1;
  }
}

export interface Resending {
  /** Of the job: the chunk becomes one of this attempt. */
  readonly attempt: number;
  /** What makes a repeated one count once. */
  readonly id: string;
  /** Of the attempt, instead of the one in which the chunk died. */
  readonly traceparent?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Sends a dead letter again where it died, as a chunk of this attempt; its payload stays as it is, packed or not. Gives
 * false when it lies there no longer.
 */
export async function resendDeadLetter(bus: Bus, letter: DeadLetter, sending: Resending): Promise<boolean> {
  const { attempt, id, traceparent, signal } = sending;
  const stored = await readStored(bus, { seq: letter.seq });
  const dead = stored === undefined ? undefined : readChunk(stored);
  if (stored === undefined || dead === undefined) return false;
  const { stage, chunk } = dead;
  const kept = Object.entries(toRecord(stored)).filter(([name]) => !OF_ITS_DEATH.includes(name));
  const headers = {
    ...Object.fromEntries(kept),
    ...encodeChunkHeaders({ ...chunk, attempt }),
    ...traceHeaders(traceparent),
  };
  const subject = subjects.chunk(stage === 'transformer' ? 'raw' : 'clean', chunk.dataset, chunk.jobId);
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

interface DeadChunkMessage {
  readonly stage: DeadStage;
  readonly part: number;
  readonly chunk: RawChunk | CleanChunk;
}

/** Undefined for what somebody else has put there. */
function readChunk(stored: StoredMsg): DeadChunkMessage | undefined {
  const [, stage] = stored.subject.split('.');
  const headers = toRecord(stored);
  try {
    if (stage === 'transformer') return { stage, part: 1, chunk: decodeRawHeaders(headers) };
    if (stage !== 'loader') return undefined;
    const chunk = decodeCleanHeaders(headers);
    return { stage, part: chunk.part, chunk };
  } catch (error) {
    if (error instanceof TerminalError) return undefined;
    throw error;
  }
}

function toRecord({ header }: StoredMsg): Headers {
  return Object.fromEntries(Array.from(header, ([name, values]) => [name, values[0] ?? '']));
}
