import { setTimeout as pause } from 'node:timers/promises';

import type { Bus } from './connect-bus.ts';

/** The version of the server behind a connection; undefined when it does not answer within `limitMs`. */
export async function readNatsVersion(bus: Bus, limitMs: number): Promise<string | undefined> {
  if (!bus.isConnected()) return undefined;
  const limit = new AbortController();
  const tooLate = pause(limitMs, false, { signal: limit.signal }).catch(() => false);
  const answered = bus.connection.flush().then(
    () => true,
    () => false,
  );
  const reachable = await Promise.race([answered, tooLate]);
  limit.abort();
  return reachable ? bus.connection.info?.version : undefined;
}
