import { setTimeout as pause } from 'node:timers/promises';

import { type Headers, holdsSubject, type StreamName, STREAMS, TerminalError } from '@regpipe/contracts';
import {
  ErrorCode,
  headers as newHeaders,
  type JetStreamPublishOptions,
  type MsgHdrs,
  NatsError,
} from 'nats';

import type { Bus } from './connect-bus.ts';
import { hasRoom } from './has-room.ts';
import { isPacked, packPayload, type PackedPayload } from './pack-payload.ts';

export interface PublishOptions {
  /** Nats-Msg-Id: a second message with it within two minutes is stored once. */
  readonly id: string;
  readonly headers?: Headers;
  /** Sends the payload compressed; consumers get it as it was. */
  readonly compress?: boolean;
  readonly signal: AbortSignal;
}

/** A full stream holds seconds of work for the stage behind it, and each try sends the whole payload again. */
const FULL_PAUSE_MS = 300;
const AWAY_PAUSE_MS = 250;
/** Headers, subject and reply count against the payload limit as well. */
export const ENVELOPE_BYTES = 4096;

/**
 * Gives back once the server has stored the message. A full stream is the back-pressure of the stage behind it: the
 * call waits for room, for as long as it takes. So it does for a server that is away.
 *
 * @throws TerminalError MESSAGE_INVALID when the payload can never fit; the signal's reason when aborted
 */
export async function publish(
  bus: Bus,
  subject: string,
  data: Uint8Array,
  options: PublishOptions,
): Promise<void> {
  const packed = pack(data, options);
  const headers = toHeaders({ ...options.headers, ...packed.headers });
  const stream = streamOf(subject);
  let reported = false;
  for (;;) {
    options.signal.throwIfAborted();
    try {
      if (await store(bus, stream, subject, packed.data, { msgID: options.id, headers })) return;
    } catch (error) {
      if (isTooLarge(error)) {
        throw new TerminalError(
          'MESSAGE_INVALID',
          `A message of ${data.length} bytes for ${subject} exceeds the server's max_payload of ${bus.maxPayloadBytes}.`,
        );
      }
      if (bus.connection.isClosed()) throw error;
      if (!reported)
        bus.log.warn({ event: 'publish_retried', subject, err: error }, 'Publishing waits for NATS');
      reported = true;
      await pause(AWAY_PAUSE_MS, undefined, { signal: options.signal });
      continue;
    }
    await pause(FULL_PAUSE_MS, undefined, { signal: options.signal });
    bus.observer.waited(stream, FULL_PAUSE_MS / 1_000);
  }
}

/** False when the stream is full. */
async function store(
  bus: Bus,
  stream: StreamName,
  subject: string,
  data: Uint8Array,
  options: Partial<JetStreamPublishOptions>,
): Promise<boolean> {
  if (!(await hasRoom(bus, stream))) return false;
  try {
    await bus.jetstream.publish(subject, data, options);
    return true;
  } catch (error) {
    if (isFull(error)) return false;
    throw error;
  }
}

/** A payload that could not be unpacked is passed on as it came. */
function pack(data: Uint8Array, { compress = false, headers = {} }: PublishOptions): PackedPayload {
  return compress && !isPacked(headers) ? packPayload(data) : { data, headers: {} };
}

/** Every subject that is published has its stream. */
function streamOf(subject: string): StreamName {
  return STREAMS.find((stream) => holdsSubject(stream, subject))?.name ?? 'EVENTS';
}

/** The server says it in words only: its code is the one of every failure to store. */
export function isFull(error: unknown): boolean {
  return (
    error instanceof NatsError && /maximum (bytes|messages) exceeded/.test(error.api_error?.description ?? '')
  );
}

/** The client itself refuses it: payload and headers together are more than the server's max_payload. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof NatsError && error.code === (ErrorCode.MaxPayloadExceeded as string);
}

export function toHeaders(values: Headers): MsgHdrs {
  const headers = newHeaders();
  for (const [name, value] of Object.entries(values)) headers.set(name, value);
  return headers;
}
