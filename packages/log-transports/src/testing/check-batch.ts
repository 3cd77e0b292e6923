/** An event as it arrives. */
export interface PutEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface BatchVerdict {
  readonly taken: readonly PutEvent[];
  /** As CloudWatch tells of events that it leaves out. */
  readonly rejected?: {
    readonly tooOldLogEventEndIndex?: number;
    readonly tooNewLogEventStartIndex?: number;
  };
}

// Said here anew, and not imported from what is tested.
const HOUR_MS = 3_600_000;
const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_048_576;
const MOST_EVENT_BYTES = 262_144;
const OVERHEAD = 26;

/** Holds a batch to every limit of PutLogEvents. @returns why it is refused as a whole, or what is taken of it */
export function checkBatch(
  events: readonly PutEvent[],
  now = Date.now(),
): BatchVerdict | { readonly refused: string } {
  if (events.length === 0) return { refused: 'no events' };
  if (events.length > MOST_EVENTS) return { refused: `${events.length} events` };
  const sizes = events.map(({ message }) => Buffer.byteLength(message) + OVERHEAD);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > MOST_BYTES)
    return { refused: `Upload too large: ${bytes} bytes exceeds limit of ${MOST_BYTES}` };
  if (events.some(({ message }) => message === '')) return { refused: 'an empty message' };
  if (sizes.some((size) => size > MOST_EVENT_BYTES)) return { refused: 'Log event too large' };
  const isOrdered = events.every(({ timestamp }, index) => timestamp >= (events[index - 1]?.timestamp ?? 0));
  if (!isOrdered)
    return { refused: 'Log events in a single PutLogEvents request must be in chronological order.' };

  const oldest = events.findIndex(({ timestamp }) => timestamp >= now - 14 * 24 * HOUR_MS);
  const firstValid = oldest === -1 ? events.length : oldest;
  const newest = events.findIndex(({ timestamp }) => timestamp > now + 2 * HOUR_MS);
  const endOfValid = newest === -1 ? events.length : newest;
  const taken = events.slice(firstValid, Math.max(firstValid, endOfValid));
  const spanMs = (taken.at(-1)?.timestamp ?? 0) - (taken[0]?.timestamp ?? 0);
  if (spanMs > 24 * HOUR_MS)
    return {
      refused: 'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    };
  if (taken.length === events.length) return { taken };
  return {
    taken,
    rejected: {
      ...(firstValid > 0 ? { tooOldLogEventEndIndex: firstValid } : {}),
      ...(endOfValid < events.length ? { tooNewLogEventStartIndex: endOfValid } : {}),
    },
  };
}
