import { type Bus, publish } from '@regpipe/bus';
import type { Headers } from '@regpipe/contracts';

const MESSAGE_ID = 'Nats-Msg-Id';
const MARK = 'again.';

export interface ChunkRepeater {
  /** Publishes everything seen so far once more, the last first, under ids that the server has not seen. */
  repeatReversed(): Promise<void>;
  stop(): Promise<void>;
}

interface Seen {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly headers: Headers;
}

/** Overhears every chunk of both stages. */
export function repeatChunks(bus: Bus): ChunkRepeater {
  const ending = new AbortController();
  const seen: Seen[] = [];
  const subscription = bus.connection.subscribe('chunks.>');
  const watching = (async () => {
    for await (const { subject, data, headers: received } of subscription) {
      const headers: Record<string, string> = {};
      for (const [name, values] of received ?? []) headers[name] = values[0] ?? '';
      if (headers[MESSAGE_ID]?.startsWith(MARK) !== true)
        seen.push({ subject, data: Buffer.from(data), headers });
    }
  })();
  let round = 0;
  return {
    repeatReversed: async () => {
      round += 1;
      for (const { subject, data, headers } of seen.toReversed()) {
        const id = `${MARK}${round}.${headers[MESSAGE_ID] ?? ''}`;
        await publish(bus, subject, data, { id, headers, signal: ending.signal });
      }
    },
    stop: async () => {
      subscription.unsubscribe();
      ending.abort();
      await watching;
    },
  };
}
