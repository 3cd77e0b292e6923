import { setTimeout as pause } from 'node:timers/promises';

import type { NatsConnection } from 'nats';

const LAST_WORDS_LIMIT_MS = 1_000;

/**
 * Closes a connection once the server has everything that was said along it, or has not answered for a second. nats.js destroys
 * the socket; where something has come in that nobody has read, the system then resets the connection, and the server throws
 * away what it has not read either: an acknowledgement would be lost, and its message come again after the ack wait.
 */
export async function closeConnection(connection: NatsConnection): Promise<void> {
  if (connection.isClosed()) return;
  const limit = new AbortController();
  const tooLate = pause(LAST_WORDS_LIMIT_MS, undefined, { signal: limit.signal });
  await Promise.race([connection.flush(), tooLate]).catch(() => undefined);
  limit.abort();
  if (!connection.isClosed()) await connection.close();
}
