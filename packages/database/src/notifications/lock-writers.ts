import { NOTIFICATIONS } from '@regpipe/contracts';

import type { Connection } from '../connect-database.ts';

/** The first key of regpipe's advisory locks on those who write a projection. */
const WRITERS_LOCK = 7_267_010;

/** The statement by itself, for who has others to send with it. */
export const LOCK_WRITERS = `SELECT pg_advisory_xact_lock(${WRITERS_LOCK}, hashtext('${NOTIFICATIONS}'))`;

/**
 * Waits until no other transaction writes the projection, and keeps the others waiting until this one ends.
 *
 * One at a time, and not side by side: the counts of campaigns are rows that nearly every batch touches, some of them in
 * several statements, so that batches would wait for each other there all the same, and for each other in a circle now
 * and then. What waits meanwhile is in the next batch, which is the larger for it. Who swaps generations takes the same
 * lock, so a batch that has read which there are writes to all of them. An advisory lock leaves nothing in the log of
 * the database, a lock of the projection's row would with every batch.
 */
export async function lockWriters(connection: Connection): Promise<void> {
  await connection.query(LOCK_WRITERS);
}
