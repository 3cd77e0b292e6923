import { type Drop, RefusedError } from '@regpipe/contracts';
import { type Database, findDrop } from '@regpipe/database';

/** @throws RefusedError DROP_NOT_FOUND */
export async function requireDrop(database: Database, id: number): Promise<Drop> {
  const drop = await findDrop(database.pool, id);
  if (drop !== undefined) return drop;
  throw new RefusedError('DROP_NOT_FOUND', `There is no dropped file ${id}.`, { fields: { drop_id: id } });
}
