import { type StreamName, STREAMS } from '@regpipe/contracts';

import type { Bus } from './connect-bus.ts';

/** Queues refuse what is too much for them; the other streams drop what is oldest. */
const QUEUES: ReadonlySet<StreamName> = new Set(
  STREAMS.filter(({ retention }) => retention === 'workqueue').map(({ name }) => name),
);

/**
 * Whether a queue with replicas takes more: while it is no more than half full. The other half is never to be reached, not
 * even by publishers that ask at the same moment.
 *
 * A replicated queue must not be filled up. Before nats-server 2.11 each replica decides by itself whether a message has
 * room: one that has not heard yet what was acknowledged refuses it, while the others store it. Where that one serves the
 * consumer, nobody is ever given the message (seen with 2.9.10; with one replica it cannot happen).
 */
export async function hasRoom(bus: Bus, name: StreamName): Promise<boolean> {
  if (bus.replicas === 1 || !QUEUES.has(name)) return true;
  const { config, state } = await bus.manager.streams.info(name);
  return config.max_bytes <= 0 || state.bytes < config.max_bytes / 2;
}
