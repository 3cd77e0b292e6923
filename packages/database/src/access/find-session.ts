import type { Queryable } from '../connect-database.ts';
import type { ActiveToken } from './find-token.ts';
import { TOKEN_IS_ACTIVE } from './token-view.ts';

/** Whose session it is. Whether a proof holds is for the caller to say: only it knows the environment's token. */
export type FoundSession = { readonly token: ActiveToken } | { readonly environmentProof: Buffer };

/** The session with this SHA-256, unless it has expired or its token no longer opens the API. */
export async function findSession(db: Queryable, digest: Buffer): Promise<FoundSession | undefined> {
  const { rows } = await db.query<ActiveToken & { environment_proof: Buffer | null }>(
    `SELECT t.id, t.name, t.role, s.environment_proof
       FROM etl.api_session AS s LEFT JOIN etl.api_token AS t ON t.id = s.token_id
      WHERE s.digest = $1 AND s.expires_at > now() AND (s.token_id IS NULL OR ${TOKEN_IS_ACTIVE})`,
    [digest],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { id, name, role, environment_proof: environmentProof } = row;
  return environmentProof === null ? { token: { id, name, role } } : { environmentProof };
}
