import { setTimeout as pause } from 'node:timers/promises';

import { TerminalError } from '@regpipe/contracts';
import { createInbox, type Msg, nanos } from 'nats';

import { type Acknowledgement, acknowledgementOf } from './acknowledgement.ts';
import type { DeliveryOutcome } from './bus-observer.ts';
import type { Bus } from './connect-bus.ts';
import { type Delivery, toDelivery } from './delivery.ts';
import { type DurableOptions, ensureConsumer, recreateConsumer } from './durable-consumer.ts';
import { isPacked, unpackPayload } from './pack-payload.ts';
import { type FailureOptions, settleFailure } from './settle-failure.ts';
import { untilReady } from './until-ready.ts';

export interface ConsumeOptions extends DurableOptions, FailureOptions {
  /** Messages worked on at once; also the most that are in flight to this process. */
  readonly concurrency: number;
  /** The work. The message is acknowledged when it resolves. */
  handle(delivery: Delivery, signal: AbortSignal): Promise<void>;
}

export interface Consumption {
  /** Takes no new messages and waits for those at work. */
  stop(): Promise<void>;
}

const PULL_EXPIRES_MS = 2_000;
const PULL_GRACE_MS = 1_000;
const TROUBLE_PAUSE_MS = 250;
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
      await recreateConsumer(bus, options);
    }
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
    return settleFailure(bus, options, delivery, acknowledgement, error, signal);
  }
}
