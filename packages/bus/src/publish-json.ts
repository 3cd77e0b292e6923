import {
  type DiscardCommand,
  type EventData,
  type EventMetadata,
  type EventType,
  type FetchCommand,
  type IndexCommand,
  type JobEvent,
  type PublishCommand,
  type RedriveCommand,
  subjects,
  type Tick,
  traceHeaders,
} from '@regpipe/contracts';

import type { Bus } from './connect-bus.ts';
import { publish } from './publish.ts';

type Command = FetchCommand | PublishCommand | DiscardCommand | IndexCommand | RedriveCommand;

/**
 * Puts a command on `jobs.<verb>.<dataset>`; `id` makes a repeated one count once.
 *
 * @param traceparent of what it follows from
 */
export async function publishCommand(
  bus: Bus,
  command: Command,
  id: string,
  signal: AbortSignal,
  traceparent?: string,
): Promise<void> {
  const headers = traceHeaders(traceparent);
  await publish(bus, subjects.job(command.type, command.dataset), encode(command), { id, headers, signal });
}

/** Puts a tick on `schedule.tick.<name>`. Its id is made of name and due time: however many schedulers, one is kept. */
export async function publishTick(
  bus: Bus,
  schedule: string,
  dueAt: string,
  signal: AbortSignal,
): Promise<void> {
  const tick: Tick = { type: 'tick', dueAt };
  await publish(bus, subjects.tick(schedule), encode(tick), { id: `${schedule}.${dueAt}`, signal });
}

export interface Fact<T extends EventType> {
  readonly type: T;
  readonly data: EventData<T>;
  readonly job: Omit<EventMetadata, 'at'>;
  /** What tells this fact from others of its type in the job and attempt; a repeated one counts once. */
  readonly key: string;
  /** Of what it follows from. */
  readonly traceparent?: string | undefined;
}

/** Puts a fact on `events.<dataset>.<job>.<type>`. */
export async function publishEvent<T extends EventType>(
  bus: Bus,
  fact: Fact<T>,
  signal: AbortSignal,
): Promise<void> {
  const { type, data, job, key, traceparent } = fact;
  const event = { type, data, metadata: { ...job, at: new Date().toISOString() } } as JobEvent;
  const id = `${job.dataset}.${job.jobId}.${job.attempt}.${type}.${key}`;
  await publish(bus, subjects.event(job.dataset, job.jobId, type), encode(event), {
    id,
    headers: traceHeaders(traceparent),
    signal,
  });
}

function encode(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
