import { type Bus, publish } from '@regpipe/bus';
import type { ChunkStage, Headers } from '@regpipe/contracts';

const MARK = 'again.';
const MESSAGE_ID = 'Nats-Msg-Id';

export interface ChunkRepeater {
  /** How many chunks were published a second time so far. */
  count(): number;
  /** Publishes all of them once more. */
  repeatAll(): Promise<void>;
  stop(): Promise<void>;
}

interface SeenChunk {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly headers: Headers;
}

/** Puts every chunk of a stage on its stream twice, under an id of its own, so that the server takes it for another. */
export function repeatChunks(bus: Bus, stage: ChunkStage): ChunkRepeater {
  const ending = new AbortController();
  const seen: SeenChunk[] = [];
  const repeat = async (chunk: SeenChunk, round: string) => {
    const id = `${MARK}${round}.${chunk.headers[MESSAGE_ID] ?? ''}`;
    await publish(bus, chunk.subject, chunk.data, { id, headers: chunk.headers, signal: ending.signal });
  };

  const subscription = bus.connection.subscribe(`chunks.${stage}.>`);
  const watching = (async () => {
    for await (const message of subscription) {
      const headers: Record<string, string> = {};
      for (const [name, values] of message.headers ?? []) headers[name] = values[0] ?? '';
      if (headers[MESSAGE_ID]?.startsWith(MARK) === true) continue;
      const chunk = { subject: message.subject, data: Buffer.from(message.data), headers };
      seen.push(chunk);
      await repeat(chunk, 'first');
    }
  })();

  return {
    count: () => seen.length,
    repeatAll: async () => {
      for (const chunk of seen) await repeat(chunk, 'later');
    },
    stop: async () => {
      subscription.unsubscribe();
      ending.abort();
      await watching;
    },
  };
}
