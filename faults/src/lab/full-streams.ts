import type { Bus } from '@regpipe/bus';

const STREAMS = ['RAW', 'CLEAN'] as const;
/** A record takes about a hundred bytes on a stream. A chunk that did not fit at all would never get in. */
const BYTES_FOR_RECORD = 400;

/** Does work while the chunk streams have room for a few chunks only. */
export async function withFullStreams<T>(
  { manager }: Bus,
  recordsInChunk: number,
  work: () => Promise<T>,
): Promise<T> {
  const littleRoom = recordsInChunk * BYTES_FOR_RECORD;
  const before = await Promise.all(STREAMS.map((stream) => manager.streams.info(stream)));
  try {
    for (const stream of STREAMS) await manager.streams.update(stream, { max_bytes: littleRoom });
    return await work();
  } finally {
    for (const { config } of before)
      await manager.streams.update(config.name, { max_bytes: config.max_bytes });
  }
}
