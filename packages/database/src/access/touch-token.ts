import type { Queryable } from '../connect-database.ts';

/** Notes that a token was used; at most once a minute, so that reading the API does not become writing. */
export async function touchToken(db: Queryable, id: number): Promise<void> {
  await db.query(
    `UPDATE etl.api_token SET last_used_at = now()
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
    [id],
  );
}
