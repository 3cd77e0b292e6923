import type { Queryable } from '../connect-database.ts';
import type { Lease } from './acquire-locks.ts';

/** Puts the end of a lease off. Gives false when one of the locks has been taken over: its owner has nothing left to do. */
export async function renewLocks(db: Queryable, { names, owner, leaseMs }: Lease): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE etl.job_lock SET expires_at = clock_timestamp() + make_interval(secs => $3)
      WHERE name IN (SELECT name FROM etl.job_lock WHERE name = ANY ($1) AND owner = $2 ORDER BY name FOR UPDATE)`,
    [names, owner, leaseMs / 1000],
  );
  return rowCount === names.length;
}
