import { setTimeout as pause } from 'node:timers/promises';

import { errorMessage, type Headers, type StreamName, subjects, TerminalError } from '@regpipe/contracts';
import { AckPolicy, createInbox, DeliverPolicy, type Msg, nanos } from 'nats';

import { type Acknowledgement, acknowledgementOf } from './acknowledgement.ts';
import type { DeliveryOutcome } from './bus-observer.ts';
import type { Bus } from './connect-bus.ts';
import { ensureStreams, isNotFound } from './ensure-streams.ts';
import { isPacked, unpackPayload } from './pack-payload.ts';
import { ENVELOPE_BYTES, publish } from './publish.ts';
import { untilReady } from './until-ready.ts';

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

export interface ConsumeOptions {
  readonly stream: StreamName;
  readonly durable: string;
  readonly filter?: string;
  /** Messages worked on at once; also the most that are in flight to this process. */
  readonly concurrency: number;
  /** After this long without a sign of life the server gives the message to someone else. */
  readonly ackWaitMs: number;
  readonly maxDeliveries: number;
  readonly retryDelayMs: number;
  /** What the log says that a message is about, beside its subject. May throw where it cannot be read. */
  about?(delivery: Delivery): object;
  /** The work. The message is acknowledged when it resolves. */
  handle(delivery: Delivery, signal: AbortSignal): Promise<void>;
  /** Called when a message failed its last delivery or can never succeed; it is dropped when this resolves. */
  bury(delivery: Delivery, error: unknown, signal: AbortSignal): Promise<void>;
}

export interface Consumption {
  /** Takes no new messages and waits for those at work. */
  stop(): Promise<void>;
}

const PULL_EXPIRES_MS = 2_000;
const PULL_GRACE_MS = 1_000;
const TROUBLE_PAUSE_MS = 250;
const LONGEST_RETRY_MS = 15_000;
/**
 * A stopping consumer hands a message back once all its own pulls have expired. At once, it would go to each of its idle
 * workers in turn, and be buried for its many deliveries without ever having been worked on.
 */
const HAND_BACK_MS = PULL_EXPIRES_MS;

/**
 * Works through a durable consumer. Each worker pulls one message, works on it, acknowledges it, and pulls the next:
 * with messages of half a megabyte that costs nothing measurable, what is in flight is bounded by the number of
 * workers, and there is no subscription state to lose. (The long-lived `consume()` of nats.js v2 depends on idle
 * heartbeats and on pull requests that a restarted server has forgotten; it is where consumption has been seen to
 * stall. Here a lost request just times out and the next one goes out.)
 *
 * Deliveries are counted here and not by the server's `max_deliver`: a message that the server gives up on is neither
 * worked on nor buried, which is a silent loss.
 */
export async function consume(bus: Bus, options: ConsumeOptions): Promise<Consumption> {
  await untilReady(bus.log, () => ensureConsumer(bus, options));
  const stopping = new AbortController();
  const workers = Array.from({ length: options.concurrency }, () => work(bus, options, stopping.signal));
  return {
    stop: async () => {
      stopping.abort(new Error('The consumer is stopping.'));
      await Promise.all(workers);
    },
  };
}

async function ensureConsumer(bus: Bus, options: ConsumeOptions): Promise<void> {
  await bus.manager.consumers.add(options.stream, {
    durable_name: options.durable,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(options.ackWaitMs),
    max_deliver: -1,
    max_ack_pending: 1_000,
    ...(options.filter === undefined ? {} : { filter_subject: options.filter }),
  });
}

async function work(bus: Bus, options: ConsumeOptions, signal: AbortSignal): Promise<void> {
  // Asked anew each time: TypeScript takes a property for unchanged over an await.
  const isStopping = () => signal.aborted;
  while (!isStopping() && !bus.connection.isClosed()) {
    try {
      const message = await pull(bus, options);
      if (message === undefined) continue;
      if (isStopping()) acknowledgementOf(message).nak(HAND_BACK_MS);
      else await deliver(bus, options, message, signal);
    } catch (error) {
      if (isStopping()) return;
      bus.log.warn(
        { event: 'consume_retried', stream: options.stream, err: error },
        'Consuming waits for NATS',
      );
      await pause(TROUBLE_PAUSE_MS);
      await recreate(bus, options);
    }
  }
}

/** After a wiped store streams and consumers are gone; what they held is for the ledger to tell. */
async function recreate(bus: Bus, options: ConsumeOptions): Promise<void> {
  try {
    await bus.manager.consumers.info(options.stream, options.durable);
  } catch (error) {
    if (!isNotFound(error)) return;
    await ensureStreams(bus)
      .then(() => ensureConsumer(bus, options))
      .catch((cause: unknown) => {
        bus.log.warn(
          { event: 'consumer_not_recreated', err: cause },
          'The consumer could not be created again yet',
        );
      });
  }
}

async function pull(bus: Bus, options: ConsumeOptions): Promise<Msg | undefined> {
  const request = JSON.stringify({ batch: 1, expires: nanos(PULL_EXPIRES_MS) });
  const subject = `$JS.API.CONSUMER.MSG.NEXT.${options.stream}.${options.durable}`;
  // A delivery carries the subject of the stored message, so the shared inbox of nats.js could not tell whose it is.
  const reply = await bus.connection.request(subject, request, {
    timeout: PULL_EXPIRES_MS + PULL_GRACE_MS,
    noMux: true,
    reply: createInbox(bus.inboxPrefix),
  });
  const status = reply.headers?.code ?? 0;
  if (status === 0) return reply;
  if (status === 404 || status === 408) return undefined;
  throw new Error(`The pull was answered with ${status} ${reply.headers?.description ?? ''}`);
}

async function deliver(bus: Bus, options: ConsumeOptions, message: Msg, signal: AbortSignal): Promise<void> {
  const acknowledgement = acknowledgementOf(message);
  const { deliveryCount } = acknowledgement;
  const keepAlive = setInterval(() => acknowledgement.working(), options.ackWaitMs / 3);
  try {
    const outcome = await workOn(bus, options, toDelivery(message, acknowledgement), acknowledgement, signal);
    bus.observer.delivered(options.stream, options.durable, outcome, deliveryCount > 1);
  } finally {
    clearInterval(keepAlive);
  }
}

async function workOn(
  bus: Bus,
  options: ConsumeOptions,
  received: Delivery,
  acknowledgement: Acknowledgement,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  let delivery = received;
  try {
    if (delivery.deliveryCount > options.maxDeliveries) {
      throw new TerminalError('MESSAGE_INVALID', `No end after ${options.maxDeliveries} deliveries.`);
    }
    if (isPacked(delivery.headers)) {
      delivery = { ...delivery, ...unpackPayload(delivery.data, delivery.headers) };
    }
    await options.handle(delivery, signal);
    acknowledgement.ack();
    return 'done';
  } catch (error) {
    if (signal.aborted) {
      acknowledgement.nak(HAND_BACK_MS);
      return 'returned';
    }
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
}

function about(options: ConsumeOptions, delivery: Delivery): object {
  try {
    return options.about?.(delivery) ?? {};
  } catch {
    return {};
  }
}

/** A message that says of itself neither data set nor job is kept all the same: as much of it as fits beside our header. */
async function bury(
  bus: Bus,
  options: ConsumeOptions,
  delivery: Delivery,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  try {
    await options.bury(delivery, error, signal);
  } catch (cause) {
    if (!(cause instanceof TerminalError)) throw cause;
    const id = `unreadable.${delivery.subject}.${Date.now()}`;
    const headers = { ...delivery.headers, 'Regpipe-Dead-Subject': delivery.subject };
    const data = delivery.data.subarray(0, bus.maxPayloadBytes - ENVELOPE_BYTES);
    await publish(bus, subjects.dead(options.durable, 'unreadable', 0), data, {
      id,
      headers,
      signal,
    });
  }
}

function toDelivery(message: Msg, { deliveryCount, storedAt }: Acknowledgement): Delivery {
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
