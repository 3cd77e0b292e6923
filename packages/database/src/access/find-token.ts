import type { Role } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { TOKEN_IS_ACTIVE } from './token-view.ts';

export interface ActiveToken {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
}

/** The token with this SHA-256, unless it is revoked or has expired. */
export async function findToken(db: Queryable, digest: Buffer): Promise<ActiveToken | undefined> {
  const { rows } = await db.query<ActiveToken>(
    `SELECT t.id, t.name, t.role FROM etl.api_token AS t WHERE t.digest = $1 AND ${TOKEN_IS_ACTIVE}`,
    [digest],
  );
  return rows[0];
}
