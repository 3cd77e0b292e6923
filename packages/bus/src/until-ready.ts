import { setTimeout as pause } from 'node:timers/promises';

import { ErrorCode, NatsError } from 'nats';

import type { BusLog } from './bus-log.ts';

const PAUSE_MS = 250;
const NOT_READY: ReadonlySet<string> = new Set([
  ErrorCode.Timeout,
  ErrorCode.NoResponders,
  ErrorCode.JetStreamNotEnabled,
  ErrorCode.Disconnect,
]);

/** Too few servers of a cluster are there for the replicas that a stream is to have. */
const NO_PEERS = 10_005;

/**
 * Repeats a request to JetStream's API until the server is ready to answer it: one that has just started, or that is busy
 * recovering its streams, takes connections before that, and a cluster elects a leader first. Any other refusal is thrown.
 */
export async function untilReady<T>(log: BusLog, ask: () => Promise<T>): Promise<T> {
  for (let reported = false; ; reported = true) {
    try {
      return await ask();
    } catch (error) {
      if (!isNotReady(error)) throw error;
      if (!reported) log.warn({ event: 'bus_not_ready', err: error }, 'JetStream does not answer yet');
      await pause(PAUSE_MS);
    }
  }
}

function isNotReady(error: unknown): boolean {
  if (!(error instanceof NatsError)) return false;
  return NOT_READY.has(error.code) || error.api_error?.err_code === NO_PEERS;
}
