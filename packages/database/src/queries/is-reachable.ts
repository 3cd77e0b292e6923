import type { Queryable } from '../connect-database.ts';
import { readPostgresVersion } from './read-postgres-version.ts';

/** Whether the database answers a query within `limitMs`. */
export async function isReachable(db: Queryable, limitMs: number): Promise<boolean> {
  return (await readPostgresVersion(db, limitMs)) !== undefined;
}
