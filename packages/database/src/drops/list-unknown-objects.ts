import type { DroppedObject } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';

/** Those of a place's objects that have never been received, in their order. Whoever looks often asks before it tells. */
export async function listUnknownObjects<T extends DroppedObject>(
  db: Queryable,
  bucket: string,
  objects: readonly T[],
): Promise<T[]> {
  const { rows } = await db.query<{ place: number }>(
    `SELECT o.place FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS o (key, etag, place)
      WHERE NOT EXISTS (SELECT FROM etl.batch_job b
                         WHERE b.bucket = $1 AND b.object_key = o.key AND b.etag = o.etag)
      ORDER BY o.place`,
    [bucket, objects.map(({ key }) => key), objects.map(({ etag }) => etag)],
  );
  return rows.flatMap(({ place }) => objects[place - 1] ?? []);
}
