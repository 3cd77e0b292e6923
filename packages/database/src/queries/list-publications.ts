import type { Publication } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

export interface PublicationRow extends Publication {
  /** Its tables are gone: it is history, and nothing can be rolled back to it. */
  readonly dropped: boolean;
  /** The live names were pointed back at a version before it: they never come back to this one. */
  readonly rolled_back: boolean;
}

/** Everything that was ever published of a data set, the newest version first. */
export async function listPublications(db: Queryable, dataset: string): Promise<PublicationRow[]> {
  const { rows } = await db.query<PublicationRow>(
    `SELECT version, dataset, job_id, published_at, live, source_stamp, etag, sha256, row_counts, search_ready,
            dropped_at IS NOT NULL AS dropped, rolled_back_at IS NOT NULL AS rolled_back
       FROM etl.publication
      WHERE dataset = $1
      ORDER BY version DESC`,
    [dataset],
  );
  return rows;
}
