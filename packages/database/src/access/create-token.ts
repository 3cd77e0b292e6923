import type { Role, Token } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { TOKEN_VIEW } from './token-view.ts';

export interface NewToken {
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the token. */
  readonly digest: Buffer;
  /** Name of the token that makes it. */
  readonly createdBy: string;
  /** ISO 8601; null for a token that does not expire. */
  readonly expiresAt: string | null;
}

/** Stores a token. Gives undefined when one of this name exists or has existed. */
export async function createToken(db: Queryable, token: NewToken): Promise<Token | undefined> {
  const { rows } = await db.query<Token>(
    `INSERT INTO etl.api_token AS t (name, role, digest, created_by, expires_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) DO NOTHING
     RETURNING ${TOKEN_VIEW}`,
    [token.name, token.role, token.digest, token.createdBy, token.expiresAt],
  );
  return rows[0];
}
