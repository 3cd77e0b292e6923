import type { Queryable } from '../connect-database.ts';

/** Gives locks back; those that are somebody else's by now stay. */
export async function releaseLocks(db: Queryable, names: readonly string[], owner: string): Promise<void> {
  await db.query('DELETE FROM etl.job_lock WHERE name = ANY ($1) AND owner = $2', [names, owner]);
}
