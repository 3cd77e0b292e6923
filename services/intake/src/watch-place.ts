import { setTimeout as pause } from 'node:timers/promises';

import { errorMessage, isDropped } from '@regpipe/contracts';
import { listUnknownObjects } from '@regpipe/database';
import { FOLDERS, type ObjectStore, type StoredObject } from '@regpipe/object-store';

import type { IntakeContext } from './intake-context.ts';
import { receiveDrop } from './receive-drop.ts';
import { tidyRepeated } from './tidy-repeated.ts';

/** Objects that are asked about at once. */
const BATCH = 1_000;

export interface Place {
  readonly store: ObjectStore;
  /** How often somebody looks what is new; null where nobody does, as events tell. */
  readonly everyMs: number | null;
}

/** Looks for new files in a place, again and again, until the intake stops; says once when the place cannot be read. */
export async function watchPlace(intake: IntakeContext, { store, everyMs }: Place): Promise<void> {
  if (everyMs === null) return;
  const { signal, log } = intake;
  const fields = { place: store.bucket };
  let well: boolean | undefined;
  while (!signal.aborted) {
    try {
      if (well !== true) await store.check(signal);
      await lookForDrops(intake, store);
      if (well === false)
        log.info({ event: 'place_restored', ...fields }, `${store.bucket} can be read again`);
      well = true;
    } catch (error) {
      if (isOver(signal)) return;
      const level = well === false ? 'debug' : 'warn';
      log[level]({ event: 'place_unreadable', ...fields, err: error }, errorMessage(error));
      well = false;
    }
    await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Receives the files of a place that are not known yet, the oldest first. */
export async function lookForDrops(intake: IntakeContext, store: ObjectStore): Promise<void> {
  const fresh: StoredObject[] = [];
  let batch: StoredObject[] = [];
  const sift = async () => {
    const unknown = await listUnknownObjects(intake.database.pool, store.bucket, batch);
    fresh.push(...unknown);
    if (unknown.length < batch.length) await tidyRepeated(intake, store, batch);
    batch = [];
  };
  for await (const object of store.list(FOLDERS.incoming, intake.signal)) {
    if (!isDropped(object.key)) continue;
    batch.push(object);
    if (batch.length === BATCH) await sift();
  }
  if (batch.length > 0) await sift();
  fresh.sort((a, b) => a.lastModified.getTime() - b.lastModified.getTime() || (a.key < b.key ? -1 : 1));
  for (const object of fresh) {
    await receiveDrop(intake, object, false);
  }
}

/** Asked anew: TypeScript takes a property for unchanged over an await. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
