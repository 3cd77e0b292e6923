import type { Connection } from '../connect-database.ts';

/** The first key of the advisory locks that are the slots of a merge job. */
const MERGE_SLOT = 7_267_012;

/**
 * Takes one of the `slots` of a job for the transaction, waiting while all are taken: so no more transactions load chunks of
 * it side by side, however many loaders there are. First thing in the transaction, so that who waits holds nothing that
 * another one wants. A slot goes with its transaction: a killed loader never keeps it.
 *
 * Jobs whose slots fall together in the hash share them, and are slower for a moment.
 */
export async function takeSlot(connection: Connection, jobId: number, slots: number): Promise<void> {
  const first = Math.floor(Math.random() * slots);
  for (let tried = 0; tried < slots; tried += 1) {
    const { rows } = await connection.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS taken',
      [MERGE_SLOT, nameOf(jobId, (first + tried) % slots)],
    );
    if (rows[0]?.taken === true) return;
  }
  await connection.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [
    MERGE_SLOT,
    nameOf(jobId, first),
  ]);
}

function nameOf(jobId: number, slot: number): string {
  return `${jobId}.${slot}`;
}
