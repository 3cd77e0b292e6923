import {
  clientNameOf,
  inboxOf,
  NATS_ACCESS,
  type NatsService,
  readNatsUrl,
  type StreamName,
  STREAMS,
  streamsOf,
} from '@regpipe/contracts';
import { Events, type JetStreamClient, type JetStreamManager, type NatsConnection } from 'nats';

import type { BusLog } from './bus-log.ts';
import { type BusObserver, UNOBSERVED } from './bus-observer.ts';
import { closeConnection } from './close-connection.ts';
import { dialNats } from './dial-nats.ts';

export interface BusOptions {
  /** Comma-separated NATS URLs, with user and password and TLS files in the first: servers of one cluster. */
  readonly url: string;
  /** Whose connection it is: a service reaches its own streams. Anybody else's name is that of a test or a tool. */
  readonly service?: NatsService;
  /** Shown by the server beside the connection; a service's own where nothing is said. */
  readonly name?: string;
  /** How many servers keep each stream; 1 where nothing is said. */
  readonly replicas?: number;
  readonly log: BusLog;
  readonly observer?: BusObserver;
}

/** A connection to JetStream. Reconnects for ever; only `close` ends it. */
export interface Bus {
  readonly connection: NatsConnection;
  readonly jetstream: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly log: BusLog;
  readonly observer: BusObserver;
  /** The streams that its user has to do with. */
  readonly streams: readonly StreamName[];
  /** Those of them that it may give more replicas. */
  readonly raises: readonly StreamName[];
  /** How many servers are to keep each stream. */
  readonly replicas: number;
  /** Where replies to it come in. */
  readonly inboxPrefix: string;
  /** Most bytes of headers and payload in one message, as the server's INFO says. */
  readonly maxPayloadBytes: number;
  isConnected(): boolean;
  close(): Promise<void>;
}

const API_TIMEOUT_MS = 5_000;
const EVERY_STREAM = STREAMS.map(({ name }) => name);

/**
 * Waits for a server that is not up yet.
 *
 * @throws RetryableError BUS_UNAVAILABLE when it refuses the user, TerminalError SERVER_TLS, CONFIG_INVALID
 */
export async function connectBus(options: BusOptions): Promise<Bus> {
  const { log, service } = options;
  const name = options.name ?? (service === undefined ? 'regpipe' : clientNameOf(service));
  const inboxPrefix = inboxOf(name);
  const connection = await dialNats(readNatsUrl(options.url), { name, inboxPrefix });

  let connected = true;
  const watch = async () => {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) connected = false;
      if (status.type === Events.Reconnect) connected = true;
      if (status.type === Events.Disconnect || status.type === Events.Reconnect) {
        log.warn({ event: `bus_${status.type}`, server: status.data }, `NATS: ${status.type}`);
      }
      if (status.type === Events.Error) {
        const { operation, subject } = status.permissionContext ?? {};
        log.error({ event: 'bus_refused', code: status.data, operation, subject }, 'NATS refused something');
      }
    }
  };
  void watch();

  return {
    connection,
    jetstream: connection.jetstream({ timeout: API_TIMEOUT_MS }),
    manager: await connection.jetstreamManager({ checkAPI: false, timeout: API_TIMEOUT_MS }),
    log,
    observer: options.observer ?? UNOBSERVED,
    streams: service === undefined ? EVERY_STREAM : streamsOf(service),
    raises: service === undefined ? EVERY_STREAM : NATS_ACCESS[service].raises,
    replicas: options.replicas ?? 1,
    inboxPrefix,
    maxPayloadBytes: connection.info?.max_payload ?? 1024 * 1024,
    isConnected: () => connected && !connection.isClosed(),
    close: () => closeConnection(connection),
  };
}
