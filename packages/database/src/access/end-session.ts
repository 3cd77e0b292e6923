import type { Queryable } from '../connect-database.ts';

/** Forgets a session. One that is not there is no error. */
export async function endSession(db: Queryable, digest: Buffer): Promise<void> {
  await db.query('DELETE FROM etl.api_session WHERE digest = $1', [digest]);
}
