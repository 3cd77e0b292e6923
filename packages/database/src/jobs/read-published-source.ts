import type { PublishedSource } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { COMPARABLE_PUBLICATION } from './comparable-publication.ts';

/**
 * What the live publication was made of, for a job that has nothing to do where its source is still that; null where it is
 * to be read in any case, also because it has another address.
 */
export async function readPublishedSource(db: Queryable, jobId: number): Promise<PublishedSource | null> {
  const { rows } = await db.query<PublishedSource>(
    `SELECT was.id AS "jobId",
            jsonb_build_object('etag', was.source_etag, 'lastModified', was.source_last_modified,
                               'contentLength', was.source_bytes) AS identity
      ${COMPARABLE_PUBLICATION}
        AND j.id = $1 AND was.data_source_url = j.data_source_url`,
    [jobId],
  );
  return rows[0] ?? null;
}
