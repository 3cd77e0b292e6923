import { setImmediate as afterThisRead, setTimeout as pause } from 'node:timers/promises';

import { TerminalError } from '@regpipe/contracts';
import { createInbox, type Msg, nanos } from 'nats';

import { type Acknowledgement, acknowledgementOf } from './acknowledgement.ts';
import type { Bus } from './connect-bus.ts';
import type { Consumption } from './consume.ts';
import { type Delivery, toDelivery } from './delivery.ts';
import { type DurableOptions, ensureConsumer, recreateConsumer } from './durable-consumer.ts';
import { type FailureOptions, settleFailure } from './settle-failure.ts';
import { untilReady } from './until-ready.ts';

export interface GroupOptions extends DurableOptions, FailureOptions {
  /** Messages held at once, at work or waiting for it. */
  readonly inHand: number;
  /**
   * The work on several messages. Those are acknowledged when it resolves that it does not give an error for. When it
   * rejects, each is tried by itself, so that one cannot keep the others.
   */
  work(deliveries: readonly Delivery[], signal: AbortSignal): Promise<ReadonlyMap<Delivery, unknown>>;
}

interface Held {
  readonly delivery: Delivery;
  readonly acknowledgement: Acknowledgement;
}

const PULL_EXPIRES_MS = 2_000;
const PULL_GRACE_MS = 1_000;
const TROUBLE_PAUSE_MS = 250;
/** A stopping consumer hands messages back once its own pull has expired: else it would be given them again. */
const HAND_BACK_MS = PULL_EXPIRES_MS;

/**
 * Works through a durable consumer whose messages are small and many: one pull stays open for as many as there is room
 * for, and what has come while a group is at work is the next one. So a lone message is worked on at once and by itself,
 * and under load groups are as large as the load asks for. (A pull for each message, as `consume` has, costs three
 * messages and a subscription more for each.)
 */
export async function consumeGroups(bus: Bus, options: GroupOptions): Promise<Consumption> {
  await untilReady(bus.log, () => ensureConsumer(bus, options));
  const consumer = new GroupConsumer(bus, options);
  const running = consumer.run();
  return {
    stop: async () => {
      consumer.stop();
      await running;
    },
  };
}

class GroupConsumer {
  readonly #bus: Bus;
  readonly #options: GroupOptions;
  readonly #stopping = new AbortController();
  readonly #held = new Set<Held>();
  #waiting: Held[] = [];
  #working: Promise<void> | undefined;
  /** Resolved whenever a group has ended. */
  #groupEnded = Promise.withResolvers<void>();

  constructor(bus: Bus, options: GroupOptions) {
    this.#bus = bus;
    this.#options = options;
  }

  stop(): void {
    this.#stopping.abort(new Error('The consumer is stopping.'));
    this.#groupEnded.resolve();
  }

  async run(): Promise<void> {
    const { signal } = this.#stopping;
    const keepAlive = setInterval(() => {
      for (const { acknowledgement } of this.#held) acknowledgement.working();
    }, this.#options.ackWaitMs / 3);
    try {
      while (!signal.aborted && !this.#bus.connection.isClosed()) await this.#pullWhatFits();
      await this.#working;
    } finally {
      clearInterval(keepAlive);
    }
  }

  /** Half the room at least, so that what comes fast comes in many, not one by one as each makes room. */
  async #pullWhatFits(): Promise<void> {
    const { inHand, stream } = this.#options;
    if (this.#held.size > inHand / 2) {
      await this.#groupEnded.promise;
      return;
    }
    try {
      await this.#pull(inHand - this.#held.size);
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#bus.log.warn({ event: 'consume_retried', stream, err: error }, 'Consuming waits for NATS');
      await pause(TROUBLE_PAUSE_MS);
      await recreateConsumer(this.#bus, this.#options);
    }
  }

  /** Resolves when as many have come, or the server says that there are no more for now. */
  async #pull(batch: number): Promise<void> {
    const { connection, inboxPrefix } = this.#bus;
    const inbox = createInbox(inboxPrefix);
    const answers = connection.subscribe(inbox, { timeout: PULL_EXPIRES_MS + PULL_GRACE_MS });
    const request = JSON.stringify({ batch, expires: nanos(PULL_EXPIRES_MS) });
    const subject = `$JS.API.CONSUMER.MSG.NEXT.${this.#options.stream}.${this.#options.durable}`;
    connection.publish(subject, request, { reply: inbox });
    const limit = setTimeout(() => answers.unsubscribe(), PULL_EXPIRES_MS + PULL_GRACE_MS);
    try {
      let come = 0;
      for await (const message of answers) {
        if (isEnd(message)) return;
        this.#take(message);
        come += 1;
        if (come === batch) return;
      }
      throw new Error('The pull was not answered.');
    } finally {
      clearTimeout(limit);
      answers.unsubscribe();
    }
  }

  #take(message: Msg): void {
    const acknowledgement = acknowledgementOf(message);
    if (this.#stopping.signal.aborted) {
      acknowledgement.nak(HAND_BACK_MS);
      return;
    }
    const held = { delivery: toDelivery(message, acknowledgement), acknowledgement };
    this.#held.add(held);
    this.#waiting.push(held);
    this.#working ??= this.#workThroughWaiting();
  }

  async #workThroughWaiting(): Promise<void> {
    // What has come with the first in one read goes with it: else each burst would begin with a group of one, and a group of
    // one takes nearly as long as one of hundreds.
    await afterThisRead();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#workOn(group);
      for (const held of group) this.#held.delete(held);
      const { resolve } = this.#groupEnded;
      this.#groupEnded = Promise.withResolvers();
      resolve();
    }
    this.#working = undefined;
  }

  async #workOn(group: readonly Held[]): Promise<void> {
    const { signal } = this.#stopping;
    let failures: ReadonlyMap<Delivery, unknown>;
    try {
      signal.throwIfAborted();
      failures = await this.#options.work(
        group.map(({ delivery }) => delivery),
        signal,
      );
    } catch (error) {
      if (group.length > 1 && !signal.aborted) {
        for (const one of group) await this.#workOn([one]);
        return;
      }
      failures = new Map(group.map(({ delivery }) => [delivery, error]));
    }
    for (const held of group) await this.#settle(held, failures);
  }

  async #settle(
    { delivery, acknowledgement }: Held,
    failures: ReadonlyMap<Delivery, unknown>,
  ): Promise<void> {
    const { signal } = this.#stopping;
    const { stream, durable } = this.#options;
    const tell = (outcome: 'done' | 'returned' | 'retried' | 'buried') =>
      this.#bus.observer.delivered(stream, durable, outcome, delivery.deliveryCount > 1);
    if (!failures.has(delivery)) {
      acknowledgement.ack();
      tell('done');
      return;
    }
    const error = failures.get(delivery);
    if (signal.aborted && !(error instanceof TerminalError)) {
      acknowledgement.nak(HAND_BACK_MS);
      tell('returned');
      return;
    }
    try {
      tell(await settleFailure(this.#bus, this.#options, delivery, acknowledgement, error, signal));
    } catch (cause) {
      // Its burial failed: it comes again after the ack wait.
      this.#bus.log.warn({ event: 'burial_failed', subject: delivery.subject, err: cause }, 'Burying failed');
    }
  }
}

/** Whether the server says that the pull is over. @throws where it says something else */
function isEnd(message: Msg): boolean {
  const status = message.headers?.code ?? 0;
  if (status === 0) return false;
  if (status === 404 || status === 408) return true;
  throw new Error(`The pull was answered with ${status} ${message.headers?.description ?? ''}`);
}
