import type { Headers } from '@regpipe/contracts';
import type { Msg } from 'nats';

import type { Acknowledgement } from './acknowledgement.ts';

/** One delivery. */
export interface Delivery {
  readonly subject: string;
  readonly data: Buffer;
  readonly headers: Headers;
  /** 1 for the first. */
  readonly deliveryCount: number;
  /** When the stream took the message, ISO 8601 with microseconds: the same at every delivery. */
  readonly storedAt: string;
}

export function toDelivery(message: Msg, { deliveryCount, storedAt }: Acknowledgement): Delivery {
  const headers: Record<string, string> = {};
  for (const [name, values] of message.headers ?? []) headers[name] = values[0] ?? '';
  return {
    subject: message.subject,
    data: Buffer.from(message.data.buffer, message.data.byteOffset, message.data.length),
    headers,
    deliveryCount,
    storedAt,
  };
}
