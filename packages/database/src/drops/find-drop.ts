import type { Drop } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { DROP_VIEW } from './drop-view.ts';

/** One dropped file, or undefined when there is none with this id. */
export async function findDrop(db: Queryable, id: number): Promise<Drop | undefined> {
  const { rows } = await db.query<Drop>(`${DROP_VIEW} WHERE b.id = $1`, [id]);
  return rows[0];
}
