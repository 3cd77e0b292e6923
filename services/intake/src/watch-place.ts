import { errorMessage, isDropped } from '@regpipe/contracts';
import { listUnknownObjects } from '@regpipe/database';
import { FOLDERS, type ObjectStore, type StoredObject } from '@regpipe/object-store';
import { keepRepeating } from '@regpipe/runtime';

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
  const place = store.bucket;
  let checked = false;
  await keepRepeating({
    ...{ signal, retryMs: everyMs },
    work: async () => {
      if (!checked) await store.check(signal);
      checked = true;
      await lookForDrops(intake, store);
      return everyMs;
    },
    failed: (error, level) => {
      checked = false;
      log[level]({ event: 'place_unreadable', place, err: error }, errorMessage(error));
    },
    recovered: () => log.info({ event: 'place_restored', place }, `${place} can be read again`),
  });
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
