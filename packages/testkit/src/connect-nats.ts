import { type Bus, connectBus } from '@regpipe/bus';
import type { NatsService } from '@regpipe/contracts';

const log = { warn: () => undefined, error: () => undefined };

/**
 * A connection to servers that are there, which makes sure of no stream; the caller closes it.
 *
 * @throws RetryableError BUS_UNAVAILABLE when they refuse the user
 */
export function connectNats(url: string, service?: NatsService): Promise<Bus> {
  return connectBus({ ...(service === undefined ? { name: 'test' } : { service }), url, log });
}
