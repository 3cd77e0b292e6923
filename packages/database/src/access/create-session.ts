import type { Queryable } from '../connect-database.ts';

/** What a session is bound to: a token of the table, or the gateway's environment by a proof of its token. */
export type SessionOwner = { readonly tokenId: number } | { readonly environmentProof: Buffer };

export interface NewSession {
  /** SHA-256 of the session id. */
  readonly digest: Buffer;
  readonly owner: SessionOwner;
  readonly lifetimeS: number;
}

/** Stores a session, and forgets those that have expired. */
export async function createSession(db: Queryable, { digest, owner, lifetimeS }: NewSession): Promise<void> {
  await db.query('DELETE FROM etl.api_session WHERE expires_at < now()');
  const tokenId = 'tokenId' in owner ? owner.tokenId : null;
  const environmentProof = 'environmentProof' in owner ? owner.environmentProof : null;
  await db.query(
    `INSERT INTO etl.api_session (digest, token_id, environment_proof, expires_at)
     VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
    [digest, tokenId, environmentProof, lifetimeS],
  );
}
