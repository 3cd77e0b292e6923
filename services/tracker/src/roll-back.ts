import { type Publication, RefusedError } from '@regpipe/contracts';
import { readLivePublication, rollBack as rollBackInDatabase, swapPatiently } from '@regpipe/database';
import { findDataset } from '@regpipe/datasets';

import type { TrackerContext } from './tracker-context.ts';

/**
 * Points a data set's live names back at the version before.
 *
 * @throws RefusedError DATASET_UNKNOWN, NO_PREVIOUS_VERSION
 */
export async function rollBack(tracker: TrackerContext, name: string): Promise<Publication> {
  const { database, log } = tracker;
  const dataset = findDataset(name);
  const result = await swapPatiently(tracker, dataset.tables, () =>
    rollBackInDatabase(database, name, dataset.tables),
  );
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
