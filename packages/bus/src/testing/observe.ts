import { subjects } from '@regpipe/contracts';

import type { Bus } from '../connect-bus.ts';
import { consume, type ConsumeOptions, type Consumption } from '../consume.ts';
import type { Delivery } from '../delivery.ts';
import { publish } from '../publish.ts';

export interface Observed {
  readonly deliveries: Delivery[];
  readonly buried: { readonly delivery: Delivery; readonly error: unknown }[];
  readonly consumption: Consumption;
}

type Overrides = Partial<ConsumeOptions>;

/** Consumes one subject of RAW with a durable of its own, and keeps what happens. */
export async function observe(bus: Bus, subject: string, overrides: Overrides = {}): Promise<Observed> {
  const deliveries: Delivery[] = [];
  const buried: Observed['buried'] = [];
  const consumption = await consume(bus, {
    stream: 'RAW',
    durable: subject.replaceAll('.', '_'),
    filter: subject,
    concurrency: 1,
    ackWaitMs: 30_000,
    maxDeliveries: 5,
    retryDelayMs: 1,
    ...overrides,
    handle: async (delivery, signal) => {
      deliveries.push(delivery);
      await overrides.handle?.(delivery, signal);
    },
    bury: async (delivery, error, signal) => {
      buried.push({ delivery, error });
      await overrides.bury?.(delivery, error, signal);
    },
  });
  return { deliveries, buried, consumption };
}

/** A subject that no other test uses. */
export function ownSubject(test: string): string {
  return subjects.chunk('raw', test, 1);
}

const NEVER = new AbortController().signal;

/** Publishes a text under an id that is the text itself. */
export async function send(bus: Bus, subject: string, text: string): Promise<void> {
  await publish(bus, subject, Buffer.from(text), { id: `${subject}.${text}`, signal: NEVER });
}

export function texts(deliveries: readonly Delivery[]): string[] {
  return deliveries.map((delivery) => delivery.data.toString());
}

/** Messages that wait or are in flight on a subject of RAW. */
export async function waiting(bus: Bus, subject: string): Promise<number> {
  const { state } = await bus.manager.streams.info('RAW', { subjects_filter: subject });
  return state.subjects?.[subject] ?? 0;
}
