import type { Connection } from '../connect-database.ts';
import { releaseLocks } from './release-locks.ts';

export interface Lease {
  readonly names: readonly string[];
  readonly owner: string;
  readonly leaseMs: number;
}

/** `takenFrom`: those whose locks had expired. */
export type AcquireResult = { readonly takenFrom: readonly string[] } | 'held';

/**
 * Gets all of the locks, or none: `held` when somebody else has one that has not expired. To be called within a transaction.
 * They are taken in the order of their names, so that two who want the same never wait for each other.
 */
export async function acquireLocks(connection: Connection, lease: Lease): Promise<AcquireResult> {
  const { names, owner, leaseMs } = lease;
  const before = await connection.query<{ owner: string }>(
    'SELECT owner FROM etl.job_lock WHERE name = ANY ($1) AND owner <> $2 ORDER BY name FOR UPDATE',
    [names, owner],
  );
  const acquired = await connection.query(
    `INSERT INTO etl.job_lock AS l (name, owner, expires_at)
     SELECT name, $2, clock_timestamp() + make_interval(secs => $3) FROM unnest($1::text[]) name ORDER BY name
     ON CONFLICT (name) DO UPDATE
        SET owner = excluded.owner, acquired_at = clock_timestamp(), expires_at = excluded.expires_at,
            takeovers = l.takeovers + (l.owner <> excluded.owner)::integer
      WHERE l.owner = excluded.owner OR l.expires_at < clock_timestamp()`,
    [names, owner, leaseMs / 1000],
  );
  if (acquired.rowCount === names.length) {
    return { takenFrom: [...new Set(before.rows.map((row) => row.owner))] };
  }
  await releaseLocks(connection, names, owner);
  return 'held';
}
