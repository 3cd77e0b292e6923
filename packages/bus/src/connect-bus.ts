import { RetryableError } from '@regpipe/contracts';
import { connect, Events, type JetStreamClient, type JetStreamManager, type NatsConnection } from 'nats';

import type { BusLog } from './bus-log.ts';

export interface BusOptions {
  /** Comma-separated NATS URLs. */
  readonly url: string;
  /** Shown by the server beside the connection. */
  readonly name: string;
  readonly log: BusLog;
}

/** A connection to JetStream. Reconnects for ever; only `close` ends it. */
export interface Bus {
  readonly connection: NatsConnection;
  readonly jetstream: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly log: BusLog;
  /** Most bytes of headers and payload in one message, as the server's INFO says. */
  readonly maxPayloadBytes: number;
  isConnected(): boolean;
  close(): Promise<void>;
}

const RECONNECT_WAIT_MS = 250;
const PING_INTERVAL_MS = 10_000;
const API_TIMEOUT_MS = 5_000;

/** Waits for a server that is not up yet. @throws RetryableError BUS_UNAVAILABLE on a refusal (bad URL, credentials) */
export async function connectBus(options: BusOptions): Promise<Bus> {
  const { log } = options;
  let connection: NatsConnection;
  try {
    connection = await connect({
      servers: options.url.split(','),
      name: options.name,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_WAIT_MS,
      waitOnFirstConnect: true,
      pingInterval: PING_INTERVAL_MS,
    });
  } catch (cause) {
    throw new RetryableError('BUS_UNAVAILABLE', `NATS at ${options.url} refused the connection.`, { cause });
  }

  let connected = true;
  const watch = async () => {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) connected = false;
      if (status.type === Events.Reconnect) connected = true;
      if (status.type === Events.Disconnect || status.type === Events.Reconnect) {
        log.warn({ event: `bus_${status.type}`, server: status.data }, `NATS: ${status.type}`);
      }
    }
  };
  void watch();

  return {
    connection,
    jetstream: connection.jetstream({ timeout: API_TIMEOUT_MS }),
    manager: await connection.jetstreamManager({ checkAPI: false, timeout: API_TIMEOUT_MS }),
    log,
    maxPayloadBytes: connection.info?.max_payload ?? 1024 * 1024,
    isConnected: () => connected && !connection.isClosed(),
    close: async () => {
      if (!connection.isClosed()) await connection.close();
    },
  };
}
