import { type StreamDefinition, STREAMS } from '@regpipe/contracts';
import { DiscardPolicy, nanos, NatsError, RetentionPolicy, StorageType } from 'nats';

import type { Bus } from './connect-bus.ts';

const DUPLICATE_WINDOW_MS = 120_000;

/**
 * Creates the streams of this bus that are missing. Every service calls it at its start, in any order and at once, and
 * again when the server has lost its store.
 */
export async function ensureStreams(bus: Bus): Promise<void> {
  for (const definition of STREAMS) {
    if (bus.streams.includes(definition.name)) await ensureStream(bus, definition);
  }
}

async function ensureStream(bus: Bus, definition: StreamDefinition): Promise<void> {
  try {
    await bus.manager.streams.info(definition.name);
    return;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  const queue = definition.retention === 'workqueue';
  await bus.manager.streams.add({
    name: definition.name,
    subjects: [...definition.subjects],
    retention: queue ? RetentionPolicy.Workqueue : RetentionPolicy.Limits,
    discard: queue ? DiscardPolicy.New : DiscardPolicy.Old,
    storage: StorageType.File,
    max_bytes: definition.maxBytes,
    max_age: nanos(definition.maxAgeMs ?? 0),
    duplicate_window: nanos(DUPLICATE_WINDOW_MS),
  });
}

const STREAM_NOT_FOUND = 10_059;
const CONSUMER_NOT_FOUND = 10_014;

export function isNotFound(error: unknown): boolean {
  if (!(error instanceof NatsError)) return false;
  const code = error.api_error?.err_code;
  return code === STREAM_NOT_FOUND || code === CONSUMER_NOT_FOUND;
}
