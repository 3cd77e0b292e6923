import type { Token } from '@regpipe/contracts';

import type { Queryable } from '../connect-database.ts';
import { TOKEN_VIEW } from './token-view.ts';

/** Every token that was ever made, by name; revoked and expired ones too. */
export async function listTokens(db: Queryable): Promise<Token[]> {
  const { rows } = await db.query<Token>(`SELECT ${TOKEN_VIEW} FROM etl.api_token AS t ORDER BY t.name`);
  return rows;
}
