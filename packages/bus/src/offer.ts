import { RetryableError, type StreamName, TerminalError } from '@regpipe/contracts';

import type { Bus } from './connect-bus.ts';
import { hasRoom } from './has-room.ts';
import { isFull, isTooLarge } from './publish.ts';

/** `full`: the stream has no room now. */
export type OfferResult = 'stored' | 'duplicate' | 'full';

/** Publishes once, without waiting for room. @param id as in `publish` */
export type Offer = (subject: string, data: Uint8Array, id: string) => Promise<OfferResult>;

/** So much may come between two looks at a queue that is half full: far less than its other half. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Gives what publishes for somebody who can wait himself, as the client of an API can: an answer at once, whatever it is.
 *
 * The function throws RetryableError BUS_UNAVAILABLE when NATS is away, TerminalError MESSAGE_INVALID when the payload
 * can never fit.
 */
export function createOffer(bus: Bus, stream: StreamName): Offer {
  let lookedAt = -Infinity;
  let room = true;
  // To ask for every message would cost more than the message.
  const look = async () => {
    if (performance.now() - lookedAt < LOOK_AGAIN_MS) return;
    lookedAt = performance.now();
    room = await hasRoom(bus, stream);
  };
  return async (subject, data, id) => {
    try {
      await look();
      if (!room) return 'full';
      const { duplicate } = await bus.jetstream.publish(subject, data, { msgID: id });
      return duplicate ? 'duplicate' : 'stored';
    } catch (error) {
      if (isFull(error)) return 'full';
      if (isTooLarge(error)) {
        throw new TerminalError('MESSAGE_INVALID', `A message of ${data.length} bytes is too large.`);
      }
      throw new RetryableError('BUS_UNAVAILABLE', 'NATS did not store the message.', { cause: error });
    }
  };
}
