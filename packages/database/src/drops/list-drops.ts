import type { Drop, DropStatus } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { DROP_VIEW } from './drop-view.ts';

export interface DropFilter {
  readonly status?: DropStatus | undefined;
  readonly dataset?: string | undefined;
  /** What the name begins with, to the letter. */
  readonly name?: string | undefined;
  /** Only drops that came before this one: the last of the page before. */
  readonly beforeId?: number | undefined;
  readonly limit: number;
}

/** Dropped files, the newest first. */
export async function listDrops(db: Queryable, filter: DropFilter): Promise<Drop[]> {
  const { rows } = await db.query<Drop>(
    `${DROP_VIEW}
      WHERE ($1::text IS NULL OR b.status = $1)
        AND ($2::text IS NULL OR b.dataset = $2)
        AND ($3::text IS NULL OR starts_with(b.name, $3))
        AND ($4::bigint IS NULL OR b.id < $4)
      ORDER BY b.id DESC
      LIMIT $5`,
    [filter.status, filter.dataset, filter.name, filter.beforeId, filter.limit],
  );
  return rows;
}
