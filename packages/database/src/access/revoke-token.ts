import type { Token } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { TOKEN_VIEW } from './token-view.ts';

/** Ends a token for good; one that was revoked before stays as it is. Gives undefined when there is none of this name. */
export async function revokeToken(db: Queryable, name: string): Promise<Token | undefined> {
  const { rows } = await db.query<Token>(
    `UPDATE etl.api_token AS t SET revoked_at = coalesce(t.revoked_at, now()) WHERE t.name = $1
     RETURNING ${TOKEN_VIEW}`,
    [name],
  );
  return rows[0];
}
