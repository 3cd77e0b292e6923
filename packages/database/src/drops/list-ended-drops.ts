import type { DroppedObject } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

export interface EndedDrop {
  readonly id: number;
  readonly key: string;
  readonly etag: string;
  readonly movedTo: string;
}

/** Of a place's objects those that were dealt with and moved away: what lies there is the same once more. */
export async function listEndedDrops(
  db: Queryable,
  bucket: string,
  objects: readonly DroppedObject[],
): Promise<EndedDrop[]> {
  const { rows } = await db.query<EndedDrop>(
    `SELECT b.id, b.object_key AS key, b.etag, b.moved_to AS "movedTo"
       FROM unnest($2::text[], $3::text[]) AS o (key, etag)
       JOIN etl.batch_job b ON b.bucket = $1 AND b.object_key = o.key AND b.etag = o.etag
      WHERE b.status IN ('success', 'failed') AND b.moved_to IS NOT NULL ORDER BY b.id`,
    [bucket, objects.map(({ key }) => key), objects.map(({ etag }) => etag)],
  );
  return rows;
}
