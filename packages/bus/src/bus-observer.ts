import type { StreamName } from '@regpipe/contracts';

/**
 * What became of a delivery: `retried` comes again, `buried` went to DEAD, `returned` was handed back by a process that
 * ends.
 */
export type DeliveryOutcome = 'done' | 'retried' | 'buried' | 'returned';

/** Told what the bus does, for whoever counts it. Called once a message, so it must be quick; it must not throw. */
export interface BusObserver {
  /** @param redelivered whether it had been delivered before */
  delivered(stream: StreamName, consumer: string, outcome: DeliveryOutcome, redelivered: boolean): void;
  /** A publisher has waited for room in a full stream: the back-pressure of the stage behind. */
  waited(stream: StreamName, seconds: number): void;
}

export const UNOBSERVED: BusObserver = { delivered: () => {}, waited: () => {} };
