import type { StreamName } from '@regpipe/contracts';
import { AckPolicy, DeliverPolicy, nanos } from 'nats';

import type { Bus } from './connect-bus.ts';
import { ensureStreams, isNotFound } from './ensure-streams.ts';

export interface DurableOptions {
  readonly stream: StreamName;
  readonly durable: string;
  readonly filter?: string;
  /** After this long without a sign of life the server gives the message to someone else. */
  readonly ackWaitMs: number;
}

/**
 * Deliveries are counted by us and not by the server's `max_deliver`: a message that the server gives up on is neither
 * worked on nor buried, which is a silent loss.
 */
export async function ensureConsumer(bus: Bus, options: DurableOptions): Promise<void> {
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

/** After a wiped store streams and consumers are gone; what they held is for the ledger to tell. */
export async function recreateConsumer(bus: Bus, options: DurableOptions): Promise<void> {
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
