import { listEndedDrops, recordAudit } from '@regpipe/database';
import type { ObjectStore, StoredObject } from '@regpipe/object-store';

import type { IntakeContext } from './intake-context.ts';

/**
 * Clears away objects that were put under their name once more, to the byte and after they had been dealt with: an object is
 * processed once, and its first copy lies where it was moved. Their drops' audit logs tell of it.
 */
export async function tidyRepeated(
  intake: IntakeContext,
  store: ObjectStore,
  objects: readonly StoredObject[],
): Promise<void> {
  const { database, signal, log } = intake;
  for (const { id, key, etag, movedTo } of await listEndedDrops(database.pool, store.bucket, objects)) {
    // The list may be older than the end of the drop, by which it was moved.
    if ((await store.head(key, signal))?.etag !== etag) continue;
    const outcome = await store.move(key, etag, movedTo, signal);
    if (outcome !== 'moved') continue;
    const message = `The same file was dropped again; it lies at "${movedTo}"`;
    await recordAudit(database.pool, { dropId: id, event: 'repeated', severity: 'info', message });
    log.info({ event: 'drop_repeated', drop: id, key }, message);
  }
}
