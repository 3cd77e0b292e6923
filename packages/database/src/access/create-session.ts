import type { Queryable } from '../connect-database.ts';

/** What a session is bound to: a token of the table, or the gateway's environment by a proof of its token. */
export type SessionOwner = { readonly tokenId: number } | { readonly environmentProof: Buffer };

export interface NewSession {
  /** SHA-256 of the session id. */
  readonly digest: Buffer;
  readonly owner: SessionOwner;
  readonly lifetimeS: number;
}

/** More browsers than any token's holders have; whoever signs in again and again must not fill the table. */
const MOST_OF_A_TOKEN = 100;

/** Stores a session, and forgets those that have expired and the oldest ones of a token that has too many. */
export async function createSession(db: Queryable, { digest, owner, lifetimeS }: NewSession): Promise<void> {
  const tokenId = 'tokenId' in owner ? owner.tokenId : null;
  const environmentProof = 'environmentProof' in owner ? owner.environmentProof : null;
  await db.query(
    `DELETE FROM etl.api_session
      WHERE expires_at < now()
         OR digest IN (SELECT digest FROM etl.api_session
                        WHERE token_id IS NOT DISTINCT FROM $1
                        ORDER BY created_at DESC OFFSET $2)`,
    [tokenId, MOST_OF_A_TOKEN - 1],
  );
  await db.query(
    `INSERT INTO etl.api_session (digest, token_id, environment_proof, expires_at)
     VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
    [digest, tokenId, environmentProof, lifetimeS],
  );
}
