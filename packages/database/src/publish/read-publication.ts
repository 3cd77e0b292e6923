import type { Publication } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** The publication that a data set's live names show; undefined before the first. */
export async function readLivePublication(db: Queryable, dataset: string): Promise<Publication | undefined> {
  const { rows } = await db.query<Publication>(
    `SELECT version, dataset, job_id, published_at, live, source_stamp, etag, sha256, row_counts, search_ready
       FROM etl.publication WHERE dataset = $1 AND live`,
    [dataset],
  );
  return rows[0];
}
