import { type DroppedObject, isDropped, type ReceivedDrop, RefusedError } from '@regpipe/contracts';
import { inTransaction, recordArrival } from '@regpipe/database';
import { FOLDERS } from '@regpipe/object-store';

import type { IntakeContext } from './intake-context.ts';
import { nameDrop } from './name-drop.ts';

/**
 * Takes note of a dropped file: when it resolves, it is going to be worked on, whatever happens. Everybody who learns of a
 * file ends here, and may do so more than once: the same object is known by its bucket, key and ETag, and only counted again.
 *
 * @param announced whether somebody has told of it: what is only seen lying there does not count as arriving again
 * @throws RefusedError REQUEST_INVALID for an object that lies elsewhere than where files are dropped
 */
export async function receiveDrop(
  intake: IntakeContext,
  object: DroppedObject,
  announced = true,
): Promise<ReceivedDrop> {
  const { bucket, key } = object;
  if (!intake.stores.has(bucket)) {
    throw new RefusedError('REQUEST_INVALID', `Nobody takes files from "${bucket}".`, {
      fields: { bucket, key },
    });
  }
  if (!isDropped(key)) {
    throw new RefusedError('REQUEST_INVALID', `"${key}" is no file under ${FOLDERS.incoming}.`, {
      fields: { bucket, key },
    });
  }
  const named = nameDrop(key, intake.datasets);
  const received = await inTransaction(intake.database, (connection) =>
    recordArrival(connection, { ...object, ...named, announced }),
  );
  const fields = { event: 'drop_received', drop: received.id, dataset: named.dataset, bucket, key };
  intake.log[received.known ? 'debug' : 'info'](fields, `"${key}" has arrived`);
  return received;
}
