import type { Bus } from '@regpipe/bus';
import type { Headers, StreamName } from '@regpipe/contracts';

export interface StoredMessage {
  readonly subject: string;
  readonly data: Buffer;
  readonly headers: Headers;
}

/** What a stream holds on a subject (`>` for all), oldest first. Its consumers notice nothing. */
export async function storedMessages(
  bus: Bus,
  stream: StreamName,
  subject: string,
): Promise<StoredMessage[]> {
  const { state } = await bus.manager.streams.info(stream);
  const messages: StoredMessage[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    // A work queue has gaps where messages were acknowledged.
    const stored = await bus.manager.streams.getMessage(stream, { seq }).catch(() => undefined);
    if (stored === undefined || (subject !== '>' && stored.subject !== subject)) continue;
    const headers: Record<string, string> = {};
    for (const [name, values] of stored.header) headers[name] = values[0] ?? '';
    messages.push({ subject: stored.subject, data: Buffer.from(stored.data), headers });
  }
  return messages;
}
