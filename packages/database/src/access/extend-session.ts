import type { Queryable } from '../connect-database.ts';

/** Lets a session that is used live on: its whole lifetime from now, written at most once a minute. */
export async function extendSession(db: Queryable, digest: Buffer, lifetimeS: number): Promise<void> {
  await db.query(
    `UPDATE etl.api_session SET expires_at = now() + make_interval(secs => $2)
      WHERE digest = $1 AND expires_at < now() + make_interval(secs => $2 - 60)`,
    [digest, lifetimeS],
  );
}
