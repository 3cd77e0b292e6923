import { createHash } from 'node:crypto';

import { errorMessage, subjects, TerminalError } from '@regpipe/contracts';

import type { Acknowledgement } from './acknowledgement.ts';
import type { DeliveryOutcome } from './bus-observer.ts';
import type { Bus } from './connect-bus.ts';
import type { Delivery } from './delivery.ts';
import { ENVELOPE_BYTES, publish } from './publish.ts';

export interface FailureOptions {
  readonly durable: string;
  readonly maxDeliveries: number;
  readonly retryDelayMs: number;
  /** What the log says that a message is about, beside its subject. May throw where it cannot be read. */
  about?(delivery: Delivery): object;
  /** Called when a message failed its last delivery or can never succeed; it is dropped when this resolves. */
  bury(delivery: Delivery, error: unknown, signal: AbortSignal): Promise<void>;
}

const LONGEST_RETRY_MS = 15_000;

/** Asks for a message again whose work has failed, or buries it where that cannot help. */
export async function settleFailure(
  bus: Bus,
  options: FailureOptions,
  delivery: Delivery,
  acknowledgement: Acknowledgement,
  error: unknown,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const last = error instanceof TerminalError || delivery.deliveryCount >= options.maxDeliveries;
  const fields = {
    event: last ? 'message_buried' : 'message_retried',
    subject: delivery.subject,
    ...about(options, delivery),
    err: error,
  };
  bus.log[last ? 'error' : 'warn'](fields, errorMessage(error));
  if (last) {
    await bury(bus, options, delivery, error, signal);
    acknowledgement.term();
    return 'buried';
  }
  acknowledgement.nak(Math.min(options.retryDelayMs * 2 ** (delivery.deliveryCount - 1), LONGEST_RETRY_MS));
  return 'retried';
}

function about(options: FailureOptions, delivery: Delivery): object {
  try {
    return options.about?.(delivery) ?? {};
  } catch {
    return {};
  }
}

/** A message that says of itself neither data set nor job is kept all the same: as much of it as fits beside our header. */
async function bury(
  bus: Bus,
  options: FailureOptions,
  delivery: Delivery,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  try {
    await options.bury(delivery, error, signal);
  } catch (cause) {
    if (!(cause instanceof TerminalError)) throw cause;
    const digest = createHash('sha256').update(delivery.data).digest('base64url');
    const id = `unreadable.${delivery.subject}.${delivery.storedAt}.${digest}`;
    const headers = { ...delivery.headers, 'Regpipe-Dead-Subject': delivery.subject };
    const data = delivery.data.subarray(0, bus.maxPayloadBytes - ENVELOPE_BYTES);
    await publish(bus, subjects.dead(options.durable, 'unreadable', 0), data, {
      id,
      headers,
      signal,
    });
  }
}
