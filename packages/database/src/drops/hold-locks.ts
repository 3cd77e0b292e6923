import type { Connection } from '../connect-database.ts';
import type { Lease } from './acquire-locks.ts';

/**
 * Keeps locks from being taken over until the transaction ends: what it writes is written by their owner, also where its
 * lease has just expired. Gives false when one of them is somebody else's by now.
 */
export async function holdLocks(
  connection: Connection,
  { names, owner }: Pick<Lease, 'names' | 'owner'>,
): Promise<boolean> {
  const { rowCount } = await connection.query(
    'SELECT FROM etl.job_lock WHERE name = ANY ($1) AND owner = $2 ORDER BY name FOR SHARE',
    [names, owner],
  );
  return rowCount === names.length;
}
