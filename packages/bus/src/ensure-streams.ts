import { type StreamDefinition, type StreamName, STREAMS, TerminalError } from '@regpipe/contracts';
import { DiscardPolicy, nanos, NatsError, RetentionPolicy, StorageType, type StreamInfo } from 'nats';

import type { Bus } from './connect-bus.ts';

const DUPLICATE_WINDOW_MS = 120_000;

/**
 * Creates the streams of this bus that are missing, and gives those more replicas that it may, where they have fewer than
 * they should. Every service calls it at its start, in any order and at once, and again when the server has lost its store.
 *
 * @throws TerminalError CONFIG_INVALID for several replicas on a server that is in no cluster
 */
export async function ensureStreams(bus: Bus): Promise<void> {
  for (const definition of STREAMS) {
    if (bus.streams.includes(definition.name)) await ensureStream(bus, definition);
  }
}

async function ensureStream(bus: Bus, definition: StreamDefinition): Promise<void> {
  const stream = await find(bus, definition.name);
  if (stream === undefined) await create(bus, definition);
  else if (stream.config.num_replicas < bus.replicas && bus.raises.includes(definition.name)) {
    // Asked for it, a server of no cluster agrees to any number of replicas (seen with 2.9.10).
    if (stream.cluster === undefined) throw inNoCluster(bus);
    await raise(bus, definition.name);
  }
}

async function find(bus: Bus, name: StreamName): Promise<StreamInfo | undefined> {
  try {
    return await bus.manager.streams.info(name);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function create(bus: Bus, definition: StreamDefinition): Promise<void> {
  const queue = definition.retention === 'workqueue';
  try {
    await bus.manager.streams.add({
      name: definition.name,
      subjects: [...definition.subjects],
      retention: queue ? RetentionPolicy.Workqueue : RetentionPolicy.Limits,
      discard: queue ? DiscardPolicy.New : DiscardPolicy.Old,
      storage: StorageType.File,
      max_bytes: definition.maxBytes,
      max_age: nanos(definition.maxAgeMs ?? 0),
      duplicate_window: nanos(DUPLICATE_WINDOW_MS),
      num_replicas: bus.replicas,
    });
  } catch (error) {
    if (apiCode(error) === NO_CLUSTER) throw inNoCluster(bus, error);
    // Somebody with other settings was quicker.
    if (apiCode(error) !== NAME_IN_USE) throw error;
  }
}

/** The stream works with the replicas that it has: where a cluster has no room for more, that is no reason to stop. */
async function raise(bus: Bus, name: StreamName): Promise<void> {
  const { replicas, log } = bus;
  try {
    await bus.manager.streams.update(name, { num_replicas: replicas });
  } catch (error) {
    if (apiCode(error) === undefined) throw error;
    log.warn(
      { event: 'stream_not_raised', stream: name, err: error },
      `${name} has fewer than ${replicas} replicas`,
    );
  }
}

function inNoCluster({ replicas }: Bus, cause?: unknown): TerminalError {
  const message = `REGPIPE_STREAM_REPLICAS is ${replicas}, and the NATS server is in no cluster.`;
  return new TerminalError('CONFIG_INVALID', message, { cause });
}

const STREAM_NOT_FOUND = 10_059;
const CONSUMER_NOT_FOUND = 10_014;
const NAME_IN_USE = 10_058;
const NO_CLUSTER = 10_074;

export function isNotFound(error: unknown): boolean {
  const code = apiCode(error);
  return code === STREAM_NOT_FOUND || code === CONSUMER_NOT_FOUND;
}

/** What JetStream's API says to a request that it refuses. */
export function apiCode(error: unknown): number | undefined {
  return error instanceof NatsError ? error.api_error?.err_code : undefined;
}
