import { type Publication, RefusedError } from '@regpipe/contracts';
import {
  readLivePublication,
  rollBack as rollBackInDatabase,
  swapPatiently,
  withPublicationLock,
} from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';

import type { TrackerContext } from './tracker-context.ts';

/** Both together below the time limit of a call, so that who asked is told what stood in the way. */
const SWAP_PATIENCE_MS = 6_000;
/** A loader lets go of the lock a moment after its job has ended: who sees that end may roll back at once. */
const LOCK_PATIENCE_MS = 2_000;

/**
 * Points a data set's live names back at the version before.
 *
 * @throws RefusedError DATASET_UNKNOWN, NO_PREVIOUS_VERSION, JOB_RUNNING while a job publishes
 * @throws RetryableError PUBLICATION_BLOCKED naming the readers that hold the live views
 */
export async function rollBack(tracker: TrackerContext, name: string): Promise<Publication> {
  const { database, log, signal } = tracker;
  const { tables, load } = findDataset(name);
  if (load === 'merge') {
    throw new RefusedError(
      'NO_PREVIOUS_VERSION',
      `"${name}" has no versions: its files are merged into what is there.`,
      { fields: { dataset: name } },
    );
  }
  const result = await withPublicationLock(
    database,
    name,
    () =>
      swapPatiently({ database, signal, swapPatienceMs: SWAP_PATIENCE_MS }, tables, (lockTimeoutMs) =>
        rollBackInDatabase(database, name, tables, lockTimeoutMs),
      ),
    LOCK_PATIENCE_MS,
  );
  if (result === 'busy') {
    throw new RefusedError('JOB_RUNNING', `A job of "${name}" is publishing at this moment.`, {
      fields: { dataset: name },
    });
  }
  const live = await readLivePublication(database.pool, name);
  if (result === 'no-previous-version' || live === undefined) {
    throw new RefusedError('NO_PREVIOUS_VERSION', `"${name}" has no kept version before the live one.`, {
      fields: { dataset: name },
    });
  }
  log.warn(
    { event: 'publication_rolled_back', dataset: name, version: result.version },
    `Back at version ${result.version}`,
  );
  return live;
}
