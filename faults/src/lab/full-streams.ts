import type { Bus } from '@regpipe/bus';

const STREAMS = ['RAW', 'CLEAN'] as const;
/** Room for a chunk or two: what does not fit at all would never get in. */
const LITTLE_ROOM_BYTES = 64 * 1024;

/** Does work while the chunk streams have hardly any room. */
export async function withFullStreams<T>({ manager }: Bus, work: () => Promise<T>): Promise<T> {
  const before = await Promise.all(STREAMS.map((stream) => manager.streams.info(stream)));
  try {
    for (const stream of STREAMS) await manager.streams.update(stream, { max_bytes: LITTLE_ROOM_BYTES });
    return await work();
  } finally {
    for (const { config } of before)
      await manager.streams.update(config.name, { max_bytes: config.max_bytes });
  }
}
