import {
  consumersOf,
  errorMessage,
  RetryableError,
  type StreamName,
  STREAMS,
  type StreamView,
} from '@regpipe/contracts';

import type { Bus } from './connect-bus.ts';
import { isNotFound } from './ensure-streams.ts';

type ConsumerView = StreamView['consumers'][number];

/**
 * How full each stream is, and how far its consumers are. A stream or a consumer that nobody has created yet is left
 * out. Asks for no message, and needs no other right than to look.
 *
 * @throws RetryableError BUS_UNAVAILABLE at once when NATS is away, within five seconds when it does not answer
 */
export async function lookAtStreams(bus: Bus): Promise<StreamView[]> {
  if (!bus.isConnected()) throw unavailable('The connection to NATS is lost.');
  try {
    const views = await Promise.all(STREAMS.map(({ name }) => lookAtStream(bus, name)));
    return views.filter((view) => view !== undefined);
  } catch (cause) {
    throw unavailable(`JetStream does not answer: ${errorMessage(cause)}.`, cause);
  }
}

async function lookAtStream(bus: Bus, name: StreamName): Promise<StreamView | undefined> {
  const [info, ...consumers] = await Promise.all([
    unlessMissing(bus.manager.streams.info(name)),
    ...consumersOf(name).map((durable) => lookAtConsumer(bus, name, durable)),
  ]);
  if (info === undefined) return undefined;
  const { config, state } = info;
  return {
    name,
    subjects: config.subjects,
    messages: state.messages,
    bytes: state.bytes,
    max_bytes: config.max_bytes,
    consumers: consumers.filter((view) => view !== undefined),
  };
}

async function lookAtConsumer(
  bus: Bus,
  stream: StreamName,
  durable: string,
): Promise<ConsumerView | undefined> {
  const info = await unlessMissing(bus.manager.consumers.info(stream, durable));
  return (
    info && {
      name: durable,
      pending: info.num_pending,
      in_flight: info.num_ack_pending,
      redelivered: info.num_redelivered,
    }
  );
}

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function unavailable(message: string, cause?: unknown): RetryableError {
  return new RetryableError('BUS_UNAVAILABLE', message, { cause });
}
